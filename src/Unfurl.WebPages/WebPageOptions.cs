using System.ComponentModel.DataAnnotations;
using AngleSharp.Css.Parser;

namespace Unfurl.WebPages;

/// <summary>The settings of a host whose pages are shown.</summary>
internal sealed class WebPageOptions : IValidatableObject
{
    public const string PersonalKey = "PersonalKey";
    public const string Shared = "Shared";
    public const string None = "None";

    public WebPageOptions(string host) => Base = new($"https://{host}");

    [Setting("the site's address, where it is another one than that of its links", WhenUnset = "`https://<Host>`")]
    public Uri Base { get; set; }

    [AllowedValues(None, Shared, PersonalKey)]
    [Setting(
        "as whom pages are asked for: `None` for nobody, `Shared` with one key, `PersonalKey` with each user's own"
    )]
    public string SignIn { get; set; } = None;

    [RegularExpression("^[A-Za-z0-9-]+$", ErrorMessage = "must be the name of a header")]
    [Setting(
        "the header that keys are sent in",
        Remark = "In `Authorization` a key with a colon is user and password, one with a blank is sent as it is, such as `token abc`, and any other is a bearer token. In another header the key stands alone."
    )]
    public string Header { get; set; } = "Authorization";

    [Setting("the key of `SignIn` = `Shared`")]
    public Secret? Key { get; set; }

    [Setting("a path of a page that names who is signed in, e.g. /profile", WhenUnset = "required with `PersonalKey`")]
    public string? Check { get; set; }

    [Setting(
        "a CSS selector of what names them on that page, e.g. `input[name=login]`",
        WhenUnset = "required with `PersonalKey`",
        Remark = "Its value, content or text is the user's identity: it has to last, and nobody else may have it."
    )]
    public string? Who { get; set; }

    [Setting("path prefixes whose pages count, e.g. /handbook", WhenUnset = "all")]
    public IReadOnlyList<string> Paths { get; set; } = [];

    [Setting(
        "path prefixes whose pages do not count",
        WhenUnset = "none",
        Remark = "A prefix ends with a segment; with `*` it goes on: `/wiki/Special:*`."
    )]
    public IReadOnlyList<string> Except { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Base is not { Query: "", Fragment: "", AbsolutePath: "/" })
            yield return new("must be an address without path, query and fragment", [nameof(Base)]);
        if (SignIn == Shared && Key is null)
            yield return new("is missing: the key that pages are asked for with", [nameof(Key)]);
        if (SignIn != Shared && Key is not null)
            yield return new("has no effect without SignIn = Shared", [nameof(Key)]);
        if (Key is { } key && !PageKey.Fits(key, Header))
            yield return new("must be printable ASCII, unless it is user and password", [nameof(Key)]);
        if (SignIn == PersonalKey && Check is null)
            yield return new("is missing: a path of a page that names who is signed in", [nameof(Check)]);
        if (SignIn == PersonalKey && Who is null)
            yield return new("is missing: a CSS selector of what names them on the page of Check", [nameof(Who)]);
        if (SignIn != PersonalKey && Check is not null)
            yield return new("has no effect without SignIn = PersonalKey", [nameof(Check)]);
        if (SignIn != PersonalKey && Who is not null)
            yield return new("has no effect without SignIn = PersonalKey", [nameof(Who)]);
        if (!PageKey.IsForKeys(Header))
            yield return new("must be a header for keys, such as Authorization or X-Api-Key", [nameof(Header)]);
        if (Who is not null && new CssSelectorParser().ParseSelector(Who) is null)
            yield return new("must be a CSS selector, such as input[name=login]", [nameof(Who)]);
        if (Check is not null && !IsPath(Check))
            yield return new("must be a path, such as /profile", [nameof(Check)]);
        for (var i = 0; i < Paths.Count; i++)
        {
            if (!IsPath(Paths[i]))
                yield return new("must be a path, such as /handbook", [$"{nameof(Paths)}:{i}"]);
            else if (IsExcept(Paths[i]))
                yield return new("has no page that Except leaves", [$"{nameof(Paths)}:{i}"]);
        }
        for (var i = 0; i < Except.Count; i++)
        {
            if (!IsPath(Except[i].TrimEnd('*')) || Except[i].Trim('/', '*').Length == 0)
                yield return new("must be a path, such as /handbook/drafts", [$"{nameof(Except)}:{i}"]);
        }
    }

    /// <summary>Whether a path is below a prefix whose pages do not count.</summary>
    public bool IsExcept(string path) =>
        Except
            .Select(prefix => prefix.Trim('/'))
            .Any(word =>
                word.EndsWith('*')
                    ? path.TrimStart('/').StartsWith(word[..^1], StringComparison.OrdinalIgnoreCase)
                    : $"{path.Trim('/')}/".StartsWith($"{word}/", StringComparison.OrdinalIgnoreCase)
            );

    // What a template of links can say, and as links have it.
    private static bool IsPath(string text) =>
        text.StartsWith('/')
        && text.All(c => char.IsAsciiLetterOrDigit(c) || "/-._~:@!$&',;=%".Contains(c, StringComparison.Ordinal))
        && Link.TryParse($"https://site.example{text}", out var link)
        && link.Path == (text.Length > 1 ? text.TrimEnd('/') : text);
}
