using System.Text.Json;

namespace Unfurl.Tests.Simulator;

internal static class Attributes
{
    public const string Title =
        """{"id":"title","name":"Title","type":"inline","inline":{"title":{"value":"Fix it","section":"title"}}}""";

    public const string Developer =
        """{"id":"dev","name":"Developer Name","type":"inline","inline":{"plain_text":{"value":"Acme","section":"secondary"}}}""";

    public static string Card(string uri, params string[] more) =>
        $$$"""{"uri":{{{JsonSerializer.Serialize(uri)}}},"operations":[{{{Set([Title, Developer, .. more])}}}]}""";

    public static string Broken(string uri, int status, string message) =>
        $$$"""{"uri":"{{{uri}}}","operations":[{"path":["error"],"set":{"status":{{{status}}},"message":"{{{message}}}"}}]}""";

    public static string Set(params string[] attributes) =>
        $$$"""{"path":["attributes"],"set":[{{{string.Join(',', attributes)}}}]}""";

    public static string Inline(string subType, string content) =>
        $$$"""{"id":"x","name":"X","type":"inline","inline":{"{{{subType}}}":{{{content}}}}}""";

    public static string Embed(string subType, string section, string source = "https://acme.com/a.png") =>
        $$$$"""{"id":"x","name":"X","type":"embed","embed":{"src_url":"{{{{source}}}}","{{{{subType}}}}":{"section":"{{{{section}}}}"}}}""";
}
