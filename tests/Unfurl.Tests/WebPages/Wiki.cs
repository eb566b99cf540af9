using Unfurl.Adapters.Testing;
using Unfurl.WebPages;

namespace Unfurl.Tests.WebPages;

/// <summary>A wiki that tests ask, and what it answers.</summary>
internal static class Wiki
{
    public const string Host = "wiki.acme.example";

    public const string Page =
        "<title>Guide</title><p>How ships come into the harbour, and how they leave it again.</p>";

    public const string Wall = "<title>Log in</title><form><input name=u><input type=password name=p></form>";

    public static TestedAdapter Adapter(params (string Key, string? Value)[] settings) =>
        new(new WebPageProviderType(), Host, settings.ToDictionary(it => it.Key, it => it.Value));

    public static RecordedHttp HtmlPage(string path, string body) => Http(path, "200 OK", body);

    public static RecordedHttp Http(string path, string status, string body) =>
        RecordedHttp.Parse(Text(path, status, body));

    public static string Text(string path, string status, string body) =>
        $"GET {path}\n\nHTTP/1.1 {status}\nContent-Type: text/html\n\n{body}";
}
