namespace Unfurl.Simulator.Checks;

/// <summary>The public documents with the rules.</summary>
internal static class Sources
{
    public static CheckSource Authorizing { get; } =
        Guide("Set up the authorization flow", "set-up-the-authorization-flow");

    public static CheckSource Unfurling { get; } = Guide("Use the Unfurl Callback URL", "use-the-unfurl-callback-url");

    public static CheckSource Settings { get; } =
        Guide("Configure Link Preview settings", "configure-link-preview-settings-in-the-developer-portal");

    public static CheckSource Deleting { get; } =
        Guide("Manage updates to Link Previews", "manage-updates-to-link-previews");

    public static CheckSource Attributes { get; } = Reference("Unfurl attribute", "unfurl-attribute-object");

    public static CheckSource NotionToken { get; } = Reference("Create a token", "create-a-token");

    public static CheckSource Versioning { get; } = Reference("Versioning", "versioning");

    public static CheckSource Limits { get; } = Reference("Request limits", "request-limits");

    public static CheckSource FormAction { get; } =
        new("W3C, Content Security Policy: form-action", new("https://www.w3.org/TR/CSP3/#directive-form-action"));

    // OAuth 2.0
    public static CheckSource OAuth(string section) => Rfc(6749, section);

    // OAuth 2.0 bearer tokens
    public static CheckSource Bearer(string section) => Rfc(6750, section);

    // OAuth 2.0 token revocation
    public static CheckSource Revocation(string section) => Rfc(7009, section);

    // HTTP semantics
    public static CheckSource Http(string section) => Rfc(9110, section);

    // Best current practice for OAuth 2.0 security
    public static CheckSource BestPractice(string section) => Rfc(9700, section);

    private static CheckSource Rfc(int number, string section) =>
        new($"RFC {number} §{section}", new($"https://www.rfc-editor.org/rfc/rfc{number}#section-{section}"));

    private static CheckSource Guide(string section, string anchor) =>
        new(
            $"Notion, Building a link preview: {section}",
            new($"https://developers.notion.com/guides/link-previews/building-a-link-preview#{anchor}")
        );

    private static CheckSource Reference(string page, string path) =>
        new($"Notion, {page}", new($"https://developers.notion.com/reference/{path}"));
}
