using Unfurl.Notion.Attributes;

namespace Unfurl.Tests.Simulator;

/// <summary>
/// Values that Notion's reference page "Unfurl attribute" allows and forbids, with the simulator's reason.
/// </summary>
internal static class AttributeCases
{
    public const string Uri = "https://acme.com/items/1";

    public static TheoryData<string> Allowed =>
        [
            Attributes.Inline("plain_text", """{"value":"acme/app#1","section":"identifier"}"""),
            Attributes.Inline("plain_text", """{"value":"ada","section":"avatar"}"""),
            Attributes.Inline("plain_text", """{"value":"Some text\nwith lines","section":"body"}"""),
            Attributes.Inline("plain_text", """{"value":"one","section":"primary"}"""),
            Attributes.Inline("plain_text", """{"value":"two","section":"secondary"}"""),
            Attributes.Inline("enum", """{"value":"Open","section":"primary"}"""),
            Attributes.Inline("enum", """{"value":"Open","color":{"r":0,"g":128,"b":255},"section":"primary"}"""),
            Attributes.Inline("color", """{"value":{"r":0,"g":128,"b":255},"section":"entity"}"""),
            Attributes.Inline("color", """{"value":{"r":1,"g":2,"b":3},"section":"background"}"""),
            Attributes.Inline("date", """{"value":"2022-01-11","section":"primary"}"""),
            Attributes.Inline("date", """{"value":"2024-02-29","section":"secondary"}"""),
            Attributes.Inline("datetime", """{"value":"2022-01-11T19:53:18.829Z","section":"primary"}"""),
            Attributes.Inline("datetime", """{"value":"2022-01-11T19:53:18.829Z","section":"secondary"}"""),
            Attributes.Embed("image", "identifier"),
            Attributes.Embed("image", "entity"),
            Attributes.Embed("image", "avatar", "http://acme.com/a.png"),
            Attributes.Embed("image", "embed"),
            Attributes.Embed("video", "embed"),
            Attributes.Embed("audio", "embed"),
            Attributes.Embed("html", "embed"),
            Attributes.Embed("pdf", "embed"),
        ];

    public static TheoryData<string, string> Forbidden =>
        new()
        {
            { "7", "attribute 2 is not an object" },
            { """{"name":"X","type":"inline"}""", "attribute 2 has no id" },
            { """{"id":"","name":"X","type":"inline"}""", "attribute 2 has no id" },
            { """{"id":"\ud800","name":"X","type":"inline"}""", "attribute 2 has no id" },
            { """{"id":"x","type":"inline"}""", "attribute 'x' has no name" },
            { """{"id":"x","name":"X"}""", "attribute 'x': the type is neither inline nor embed" },
            { """{"id":"x","name":"X","type":"relation"}""", "attribute 'x': the type is neither inline nor embed" },
            { """{"id":"x","name":"X","type":"inline"}""", "attribute 'x' has no object under its type inline" },
            {
                """{"id":"x","name":"X","type":"inline","inline":{}}""",
                "attribute 'x' does not hold exactly one sub-type"
            },
            {
                """{"id":"x","name":"X","type":"inline","inline":{"title":{},"date":{}}}""",
                "attribute 'x' does not hold exactly one sub-type"
            },
            {
                """{"id":"x","name":"X","type":"inline","inline":{"plain_text":{"value":"a","section":"body"}},"embed":{}}""",
                "attribute 'x' has an unknown member 'embed'"
            },
            { Attributes.Inline("text", "{}"), "attribute 'x': there is no sub-type 'text'" },
            { Attributes.Inline("datetime", "7"), "attribute 'x': datetime is not an object" },
            {
                Attributes.Inline("image", """{"section":"embed"}"""),
                "attribute 'x': image is not a sub-type of inline"
            },
            { Attributes.Embed("plain_text", "body"), "attribute 'x': plain_text is not a sub-type of embed" },
            {
                Attributes.Inline("plain_text", """{"value":"a"}"""),
                "attribute 'x': the section is missing or unknown"
            },
            {
                Attributes.Inline("plain_text", """{"value":"a","section":"footer"}"""),
                "attribute 'x': the section is missing or unknown"
            },
            {
                Attributes.Inline("plain_text", """{"value":"a","section":"Body"}"""),
                "attribute 'x': the section is missing or unknown"
            },
            { Attributes.Inline("plain_text", """{"section":"body"}"""), "attribute 'x': there is no value" },
            {
                Attributes.Inline("plain_text", """{"value":7,"section":"body"}"""),
                "attribute 'x': the value is not a string of well-formed Unicode"
            },
            {
                Attributes.Inline("plain_text", """{"value":"\udc00","section":"body"}"""),
                "attribute 'x': the value is not a string of well-formed Unicode"
            },
            {
                Attributes.Inline("plain_text", """{"value":"","section":"body"}"""),
                "attribute 'x': the value is empty"
            },
            {
                Attributes.Inline("plain_text", """{"value":"a","section":"body","color":{}}"""),
                "attribute 'x': plain_text has an unknown member 'color'"
            },
            {
                Attributes.Inline("date", """{"value":"11.01.2022","section":"primary"}"""),
                "attribute 'x': the value is not a date like 2022-01-11"
            },
            {
                Attributes.Inline("date", """{"value":"2023-02-29","section":"primary"}"""),
                "attribute 'x': the value is not a date like 2022-01-11"
            },
            {
                Attributes.Inline("datetime", """{"value":"2022-01-11T19:53:18Z","section":"primary"}"""),
                "attribute 'x': the value is not a UTC date and time like 2022-01-11T19:53:18.829Z"
            },
            {
                Attributes.Inline("datetime", """{"value":"2022-01-11T19:53:18.829+01:00","section":"primary"}"""),
                "attribute 'x': the value is not a UTC date and time like 2022-01-11T19:53:18.829Z"
            },
            {
                Attributes.Inline("datetime", """{"value":"2022-01-11T24:53:18.829Z","section":"primary"}"""),
                "attribute 'x': the value is not a UTC date and time like 2022-01-11T19:53:18.829Z"
            },
            {
                Attributes.Inline("color", """{"value":"#fff","section":"entity"}"""),
                "attribute 'x': the colour is not an object"
            },
            {
                Attributes.Inline("color", """{"value":{"r":0,"g":0},"section":"entity"}"""),
                "attribute 'x': the colour's r, g and b are not integers from 0 to 255"
            },
            {
                Attributes.Inline("color", """{"value":{"r":0,"g":0,"b":256},"section":"entity"}"""),
                "attribute 'x': the colour's r, g and b are not integers from 0 to 255"
            },
            {
                Attributes.Inline("enum", """{"value":"a","color":{"r":-1,"g":0,"b":0.5},"section":"primary"}"""),
                "attribute 'x': the colour's r, g and b are not integers from 0 to 255"
            },
            {
                Attributes.Inline("color", """{"value":{"r":0,"g":0,"b":0,"a":0},"section":"entity"}"""),
                "attribute 'x': the colour has an unknown member 'a'"
            },
            {
                """{"id":"x","name":"X","type":"embed","embed":{"image":{"section":"embed"}}}""",
                "attribute 'x' has no src_url"
            },
            { Attributes.Embed("image", "embed", "/a.png"), "attribute 'x': src_url is not an absolute http(s) URL" },
            {
                Attributes.Embed("image", "embed", "data:image/png;base64,AA=="),
                "attribute 'x': src_url is not an absolute http(s) URL"
            },
            {
                Attributes.Embed("image", "embed", $"https://acme.com/{new string('a', 2000)}"),
                "attribute 'x': src_url is longer than 2,000 characters"
            },
        };

    public static TheoryData<string, string> Bodies =>
        new()
        {
            { "<html>", "the body is not well-formed JSON, or a member stands twice" },
            { """{"uri":"a","uri":"b"}""", "the body is not well-formed JSON, or a member stands twice" },
            { "[]", "the body is JSON but no object" },
            {
                $$$"""{"operations":[{{{Attributes.Set(Attributes.Title, Attributes.Developer)}}}]}""",
                "uri is missing or not a string"
            },
            { Attributes.Card(Uri + "/"), "uri is not echoed exactly: 'https://acme.com/items/1/'" },
            { $$$"""{"uri":"{{{Uri}}}"}""", "operations is missing or not an array" },
            { $$$"""{"uri":"{{{Uri}}}","operations":[]}""", "operations is empty" },
            { $$$"""{"uri":"{{{Uri}}}","operations":[7]}""", "an operation is not an object" },
            {
                $$$"""{"uri":"{{{Uri}}}","operations":[{"path":["title"],"set":[]}]}""",
                "an operation's path is neither [\"attributes\"] nor [\"error\"]"
            },
            {
                $$$"""{"uri":"{{{Uri}}}","operations":[{"path":"error","set":{}}]}""",
                "an operation's path is neither [\"attributes\"] nor [\"error\"]"
            },
            {
                $$$"""{"uri":"{{{Uri}}}","operations":[{"path":["attributes"]}]}""",
                "the operation attributes has no set"
            },
            {
                $$$"""{"uri":"{{{Uri}}}","operations":[{"path":["attributes"],"set":{}}]}""",
                "attributes is not an array"
            },
            { Attributes.Card(Uri)[..^1] + ",\"more\":1}", "the body has an unknown member 'more'" },
            {
                $$$"""{"uri":"{{{Uri}}}","operations":[{"path":["error"],"set":{"status":"404","message":"Gone"}}]}""",
                "the error's status is not an HTTP error status (an integer from 400 to 599)"
            },
            {
                Attributes.Broken(Uri, 200, "Gone"),
                "the error's status is not an HTTP error status (an integer from 400 to 599)"
            },
            { Attributes.Broken(Uri, 404, ""), "the error's message is missing or not a string" },
            {
                $$$"""{"uri":"{{{Uri}}}","operations":[{{{Attributes.Set(Attributes.Developer)}}}]}""",
                "there is no attribute of sub-type title"
            },
            {
                $$$"""{"uri":"{{{Uri}}}","operations":[{{{Attributes.Set(Attributes.Title)}}}]}""",
                "there is no attribute with the id dev"
            },
            {
                Attributes.Card(Uri).Replace("Developer Name", "Developer", StringComparison.Ordinal),
                "the attribute 'dev' is not named 'Developer Name'"
            },
            {
                Attributes.Card(Uri).Replace("secondary", "primary", StringComparison.Ordinal),
                "the attribute 'dev' is not an inline plain_text in section secondary"
            },
            { Attributes.Card(new string('a', 2001)), "uri is longer than 2,000 characters" },
            {
                Attributes.Card(Uri) + new string(' ', SectionTable.MaxPayloadBytes),
                "the payload is larger than 500 KB"
            },
        };
}
