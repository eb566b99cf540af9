using System.Net.Http.Headers;
using AngleSharp.Dom;
using Newtonsoft.Json.Linq;

namespace Unfurl.Recipes.Answers;

/// <summary>What the tool answered to one request.</summary>
internal sealed class Answer
{
    private readonly byte[] _body;
    private readonly JsonOutline _outline;
    private readonly Lazy<JToken?> _json;

    public Answer(int status, IReadOnlyDictionary<string, string> headers, byte[] body, JsonOutline outline)
    {
        _body = body;
        _outline = outline;
        Status = status;
        Headers = headers;
        var type =
            headers.TryGetValue("Content-Type", out var value) && MediaTypeHeaderValue.TryParse(value, out var parsed)
                ? parsed
                : null;
        ContentType = type?.MediaType ?? "";
        Text = new(() => AnswerText.Decode(body, type?.CharSet?.Trim('"')));
        _json = new(() => AnswerJson.Parse(body, outline));
    }

    public int Status { get; }

    /// <summary>By their names in any case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>Where the tool would send a browser; null for nowhere.</summary>
    public string? Redirect => Status is >= 300 and < 400 ? Headers.GetValueOrDefault("Location") : null;

    /// <summary>Without parameters; empty if the tool does not say.</summary>
    public string ContentType { get; }

    public bool IsEmpty => _body.Length == 0;

    public Lazy<string> Text { get; }

    /// <summary>What the recipe needs of it. Null if the answer is no JSON, whatever it says it is.</summary>
    public JToken? Json => _json.Value;

    /// <summary>Null if it was not asked for as a page.</summary>
    public IDocument? Page { get; private init; }

    public Answer With(IDocument page) => new(Status, Headers, _body, _outline) { Page = page };
}
