using Unfurl.Simulator.Databases;
using Unfurl.Testing;
using Unfurl.Testing.Notion;

namespace Unfurl.Tests.Simulator.Databases;

/// <summary>Notion's own description of its API knows the requests that the simulator plays.</summary>
[NeedsNode]
public sealed class NotionDescriptionTests
{
    private const string Id = "01020304-0506-0708-090a-0b0c0d0e0f10";

    [Fact]
    public async Task Requests_that_the_simulator_answers_are_those_of_the_description()
    {
        await using var fixture = await DatabaseFixture.StartAsync();
        var source = fixture.AddShared("Work", new NewColumn("Link", "url"));
        var row = source.AddRow(fixture.Ada, ("Link", "https://acme.example/1"));
        DescribedCall[] calls =
        [
            new("GET", "/v1/users/me"),
            new("GET", "/v1/users?page_size=100"),
            new("GET", $"/v1/users/{fixture.Ada.Id}"),
            new(
                "POST",
                "/v1/search",
                """{"filter":{"property":"object","value":"data_source"},"query":"work","page_size":100}"""
            ),
            new("GET", $"/v1/databases/{source.Database.Id}"),
            new("GET", $"/v1/data_sources/{source.Id}"),
            new(
                "PATCH",
                $"/v1/data_sources/{source.Id}",
                """{"properties":{"State":{"select":{"options":[{"name":"Open"}]}}}}"""
            ),
            new(
                "POST",
                $"/v1/data_sources/{source.Id}/query?filter_properties=title",
                """{"filter":{"property":"Link","url":{"is_not_empty":true}},"sorts":[{"timestamp":"created_time","direction":"ascending"}],"page_size":10}"""
            ),
            new("GET", $"/v1/pages/{row.Id}?filter_properties=title"),
            new("GET", $"/v1/pages/{row.Id}/properties/title?page_size=25"),
            new(
                "PATCH",
                $"/v1/pages/{row.Id}",
                """{"properties":{"State":{"select":{"name":"Open"}}},"in_trash":false}"""
            ),
            new(
                "POST",
                "/v1/pages",
                $$"""{"parent":{"type":"data_source_id","data_source_id":"{{source.Id}}"},"properties":{} }"""
            ),
        ];

        foreach (var call in calls)
            (await fixture.SendAsync(call.Method, call.PathAndQuery, call.Body ?? "")).ShouldBeOk();
        var verdict = await NotionDescription.CompareAsync(calls, TestContext.Current.CancellationToken);

        verdict.Violations.ShouldBeEmpty();
        verdict.NotCovered.ShouldBe([
            $"POST /v1/data_sources/{source.Id}/query: body/sorts may hold timestamps",
            "POST /v1/pages: body/parent may be a data source",
        ]);
        verdict.Called.Count.ShouldBe(calls.Length);
        verdict.Operations.ShouldBe(24);
    }

    [Fact]
    public async Task What_is_newer_than_the_description_is_not_covered_and_what_is_wrong_is_named()
    {
        DescribedCall[] calls =
        [
            new(
                "PATCH",
                $"/v1/pages/{Id}?filter_properties=title",
                """{"icon":{"type":"icon","icon":{"name":"bug"}}}"""
            ),
            new("GET", "/v1/async_tasks/1"),
            new("POST", "/v1/search", """{"page_size":"ten","filter":{"value":"database"}}"""),
            new("GET", "/v1/users?page_size=ten&sort=name"),
            new("PATCH", $"/v1/pages/{Id}", """{"property":{}}"""),
            new("POST", $"/v1/data_sources/{Id}/query", """{"sorts":[{"direction":"ascending"}]}"""),
        ];

        var verdict = await NotionDescription.CompareAsync(calls, TestContext.Current.CancellationToken);

        verdict.NotCovered.ShouldBe([
            $"PATCH /v1/pages/{Id}: query/filter_properties is newer (2026-08-12)",
            $"PATCH /v1/pages/{Id}: body/icon is newer (2026-03-25)",
            "GET /v1/async_tasks/1: there is no such operation",
        ]);
        verdict.Violations.ShouldBe(
            [
                "POST /v1/search: body/filter/value must be equal to one of the allowed values",
                "POST /v1/search: body/page_size must be integer",
                "GET /v1/users: query/page_size must be integer",
                "GET /v1/users: query/sort is not described",
                $"PATCH /v1/pages/{Id}: body/property is not described",
                $"POST /v1/data_sources/{Id}/query: body/sorts/0 must have required property 'property'",
            ],
            ignoreOrder: true
        );
    }
}
