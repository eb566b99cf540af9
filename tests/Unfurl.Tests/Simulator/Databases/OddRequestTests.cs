using System.Text.Json.Nodes;
using Unfurl.Simulator.Databases;

namespace Unfurl.Tests.Simulator.Databases;

/// <summary>Requests in which one part is of another kind than it should be.</summary>
public sealed class OddRequestTests
{
    private static readonly string[] Odd =
    [
        "null",
        "1",
        "-0.5",
        "1e400",
        "\"x\"",
        "\"\"",
        "true",
        "[]",
        "{}",
        "[null]",
        "[[]]",
        """{"id":1}""",
    ];

    public static TheoryData<string, string, string> Requests =>
        new()
        {
            {
                "POST",
                "/v1/search",
                """{"filter":{"property":"object","value":"page","in_trash":false},"query":"a","sort":{"timestamp":"last_edited_time","direction":"ascending"},"page_size":3}"""
            },
            {
                "POST",
                "/v1/data_sources/{source}/query",
                """{"filter":{"and":[{"property":"Link","url":{"contains":"a"}},{"or":[{"timestamp":"created_time","created_time":{"after":"2026-03-02"}},{"property":"Labels","multi_select":{"contains":["hot"]}}]}]},"sorts":[{"property":"Due","direction":"ascending"}],"page_size":3,"start_cursor":null,"result_type":"page"}"""
            },
            {
                "PATCH",
                "/v1/data_sources/{source}",
                """{"title":[{"text":{"content":"a"}}],"properties":{"Link":{"name":"Address","url":{}},"Labels":{"select":{"options":[{"id":"x","name":"a","color":"red"}]}},"New":{"type":"status","status":{"options":[{"name":"a","group":"To-do"}]}},"Other":{"relation":{"data_source_id":"{source}","single_property":{}}}}}"""
            },
            {
                "PATCH",
                "/v1/pages/{row}",
                """{"icon":{"type":"icon","icon":{"name":"bug","color":"red"}},"cover":{"type":"external","external":{"url":"https://acme.example/"}},"in_trash":false,"is_locked":true,"properties":{"Name":{"title":[{"type":"text","text":{"content":"a","link":{"url":"https://acme.example/"}},"annotations":{"bold":true,"color":"red"}}]},"Labels":{"multi_select":[{"name":"a","color":"red"}]},"State":{"status":{"name":"Done"}},"Due":{"date":{"start":"2026-03-02T10:00:00","end":null,"time_zone":"Europe/Berlin"}},"People":{"people":[{"object":"user","id":"{ada}"}]},"Rows":{"relation":[{"id":"{row}"}]},"Files":{"files":[{"name":"a","type":"external","external":{"url":"https://acme.example/"}}]},"Place":{"place":{"lat":1,"lon":2}},"Checked":{"verification":{"state":"verified"}},"Points":{"number":1}}}"""
            },
            {
                "POST",
                "/v1/pages",
                """{"parent":{"type":"data_source_id","data_source_id":"{source}"},"properties":{"Text":{"rich_text":[{"equation":{"expression":"x"}},{"mention":{"user":{"id":"{ada}"}}}]}}}"""
            },
        };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Whatever_stands_in_a_request_it_is_served_or_refused(string method, string path, string body)
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var source = fixture.AddShared(
            "Work",
            new("Text", "rich_text"),
            new("Link", "url"),
            new("Labels", "multi_select", "hot"),
            new("State", "status"),
            new("Due", "date"),
            new("People", "people"),
            new("Rows", "relation"),
            new("Files", "files"),
            new("Place", "place"),
            new("Checked", "verification"),
            new("Points", "number")
        );
        var row = source.AddRow(fixture.Ada, ("Name", "a"));
        string Fill(string text) =>
            text.Replace("{source}", source.Id, StringComparison.Ordinal)
                .Replace("{row}", row.Id, StringComparison.Ordinal)
                .Replace("{ada}", fixture.Ada.Id, StringComparison.Ordinal);

        var count = Places(JsonNode.Parse(body)!).Count();
        for (var i = 0; i < count; i++)
        {
            foreach (var odd in Odd)
            {
                var changed = JsonNode.Parse(Fill(body))!;
                Replace(Places(changed).ElementAt(i), JsonNode.Parse(odd));

                var answer = await fixture.SendAsync(method, Fill(path), changed.ToJsonString());

                answer.Status.ShouldBeOneOf([200, 400, 404], changed.ToJsonString());
                (answer.Code is null).ShouldBe(answer.Status == 200, changed.ToJsonString());
            }
        }

        // What was taken can be read.
        (await fixture.GetAsync($"/v1/data_sources/{source.Id}")).ShouldBeOk();
        (await fixture.QueryAsync(source)).ShouldBeOk();
        foreach (var column in source.Columns)
            row.Text(column.Name);
    }

    private static IEnumerable<JsonNode> Places(JsonNode root) =>
        root switch
        {
            JsonObject members => members
                .Where(it => it.Value is not null)
                .SelectMany(it => Places(it.Value!).Prepend(it.Value!)),
            JsonArray items => items.Where(it => it is not null).SelectMany(it => Places(it!).Prepend(it!)),
            _ => [],
        };

    private static void Replace(JsonNode place, JsonNode? by)
    {
        if (place.Parent is JsonObject parent)
            parent[place.GetPropertyName()] = by;
        else
            place.Parent!.AsArray()[place.GetElementIndex()] = by;
    }
}
