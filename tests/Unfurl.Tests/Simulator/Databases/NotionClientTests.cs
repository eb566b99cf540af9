using System.Text.Json;
using Unfurl.Simulator;
using Unfurl.Simulator.Databases;
using Unfurl.Testing;
using Unfurl.Testing.Notion;

namespace Unfurl.Tests.Simulator.Databases;

/// <summary>Notion's own client understands the simulator (<c>tests/notion-sdk</c>).</summary>
[NeedsNode]
public sealed class NotionClientTests
{
    [Fact]
    public async Task Notions_own_client_reads_writes_and_names_the_errors()
    {
        var timeout = TestContext.Current.CancellationToken;
        await using var fixture = await DatabaseFixture.StartAsync();
        fixture.All.QueryLimit = 7;
        fixture.Workspace.AddPerson("Bob", "bob@acme.example");
        var source = fixture.AddShared("Work", new("Link", "url"), new("Rows", "relation"));
        // Two rows a minute, so that a window of 7 rows can be followed by another.
        var rows = new List<SimulatedRow>();
        for (var i = 0; i < 12; i++)
        {
            rows.Add(source.AddRow(fixture.Ada, ("Name", $"Row {i}"), ("Link", $"https://acme.example/{i}")));
            fixture.Time.Advance(TimeSpan.FromSeconds(30));
        }
        rows[0].Edit(fixture.Ada, "Rows", Enumerable.Repeat(rows, 3).SelectMany(it => it).ToList());

        using var client = NotionScript.Start("client.mjs");
        await client.WriteLineAsync(
            JsonSerializer.Serialize(
                new
                {
                    base_url = fixture.Host.BaseUrl.GetLeftPart(UriPartial.Authority),
                    token = DatabaseFixture.Token,
                    user_id = fixture.Ada.Id,
                    database_id = source.Database.Id,
                    data_source_id = source.Id,
                    page_id = rows[0].Id,
                }
            )
        );
        (await client.ReadLineAsync(timeout)).ShouldBe("""{"ready":true}""");
        fixture.Connection.Fail(
            new(429, TimeSpan.FromSeconds(7), "public_api_space_request_rate_limit"),
            new(529, TimeSpan.FromSeconds(1)),
            new(409),
            new(503),
            new NotionFault(502) { IsHtml = true },
            // The client tries again.
            new(429, TimeSpan.Zero, "public_api_request_rate_limit")
        );
        await client.WriteLineAsync("");
        using var document = JsonDocument.Parse(await client.ReadLineAsync(timeout));
        var said = document.RootElement;

        Text("me").ShouldBe(fixture.Connection.Id);
        Text("workspace").ShouldBe("Acme");
        Texts("emails").ShouldBe(["ada@acme.example", "bob@acme.example"], ignoreOrder: true);
        Text("user").ShouldBe("Ada");
        Texts("found").ShouldBe(["Work"]);
        Texts("sources").ShouldBe([source.Id]);
        Text("link").ShouldBe(source.Column("Link").EncodedId);
        Texts("columns").ShouldBe(["Name", "Link", "Rows", "PR state", "State"]);
        Texts("shown").ShouldBe(["Name", "Link"]);
        said.GetProperty("stopped").GetInt32().ShouldBe(7);
        Texts("rows").ShouldBe(rows.Select(row => row.Text("Name")!), ignoreOrder: true);
        Text("read").ShouldBe("https://acme.example/changed");
        said.GetProperty("icon").GetProperty("icon").GetProperty("name").GetString().ShouldBe("pull-request");
        Text("url").ShouldBe($"https://app.notion.com/p/{rows[0].Id.Replace("-", "", StringComparison.Ordinal)}");
        source.Rows[^1].Text("Name").ShouldBe("Created");
        Text("created").ShouldBe(source.Rows[^1].Id);
        rows[0].Text("PR state").ShouldBe("Merged");
        said.GetProperty("cut").GetInt32().ShouldBe(25);
        said.GetProperty("references").GetInt32().ShouldBe(36);
        said.GetProperty("limited")
            .GetProperty("rate_limit_reason")
            .GetString()
            .ShouldBe("public_api_space_request_rate_limit");
        said.GetProperty("limited").GetProperty("retry_after").GetString().ShouldBe("7");
        Text("retry_after").ShouldBe("7");
        Text("retried").ShouldBe(fixture.Connection.Id);

        string? Text(string name) => said.GetProperty(name).GetString();
        IEnumerable<string> Texts(string name) => said.GetProperty(name).EnumerateArray().Select(it => it.GetString()!);
    }
}
