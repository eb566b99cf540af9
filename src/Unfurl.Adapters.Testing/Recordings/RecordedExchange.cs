using System.Net;
using Unfurl.Adapters.Testing.Calls;

namespace Unfurl.Adapters.Testing.Recordings;

/// <summary>A request and what was answered.</summary>
internal sealed record RecordedExchange
{
    private static readonly Uri AnyOrigin = new("https://origin.example");

    public required string Method { get; init; }

    /// <summary>A path with query, or a whole URL.</summary>
    public required string Target { get; init; }

    public required HttpStatusCode Status { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    public required byte[] Body { get; init; }

    /// <summary>Whether the card can do without.</summary>
    public required bool IsOptional { get; init; }

    public bool Answers(HttpRequestMessage request, IReadOnlyList<Uri> origins)
    {
        var url = request.RequestUri!;
        if (request.Method.Method != Method)
            return false;
        if (!Target.StartsWith('/'))
            return new Uri(Target).AbsoluteUri == url.AbsoluteUri;
        return new Uri(AnyOrigin, Target).PathAndQuery == url.PathAndQuery && origins.Any(url.HasOrigin);
    }

    public HttpResponseMessage Respond()
    {
        var response = new HttpResponseMessage(Status) { Content = new ByteArrayContent(Body) };
        foreach (var (name, value) in Headers)
        {
            if (!response.Headers.TryAddWithoutValidation(name, value))
                response.Content.Headers.TryAddWithoutValidation(name, value);
        }
        return response;
    }

    public override string ToString() => $"{Method} {Target}";
}
