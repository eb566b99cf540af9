using Unfurl.Adapters.Testing;
using Unfurl.Demo;

namespace Unfurl.Tests.Adapters.Testing;

/// <summary>The demo's adapter passes every check.</summary>
public sealed class DemoAdapterTests
{
    private static readonly TestedAdapter Acme = new(
        new AcmeProviderType(),
        "acme.example",
        new Dictionary<string, string?>
        {
            ["WebUrl"] = "https://acme.example/demo",
            ["ClientId"] = "id",
            ["ClientSecret"] = "secret",
        }
    );

    public static TheoryData<string, string> Links =>
        new()
        {
            {
                "/items/1",
                """{"id":"i1","number":1,"title":"Lamp","status":"Done","due":"2026-03-11","assignee":{"id":"u1","login":"ada","name":"Ada"}}"""
            },
            { "/people/ada", """{"id":"u1","login":"ada","name":"Ada","role":"Engineer"}""" },
            { "/boards/hiring", """{"id":"b1","title":"Hiring","open":1,"done":2}""" },
        };

    [Theory]
    [MemberData(nameof(Links))]
    public Task It_passes_all_checks(string url, string answer) =>
        Acme.CheckAllAsync(url, Recorded($"/demo/api{url}", answer));

    [Fact]
    public Task It_knows_whose_a_token_is() =>
        Acme.CheckIdentificationAsync(Recorded("/demo/api/me", """{"id":"u1","login":"ada","name":"Ada"}"""));

    [Fact]
    public async Task All_checks_together_tell_of_all_problems()
    {
        var adapter = new ThingAdapter
        {
            Key = _ => "the same",
            FailureOf = (response, _) => (int)response.StatusCode == 404 ? new Resolution.SignInNeeded() : null,
        };

        var failure = await Should.ThrowAsync<AdapterTestException>(() =>
            adapter.Tested.CheckAllAsync("/things/12", RecordedHttp.Parse(ThingAdapter.GoodThing))
        );

        failure.Message.ShouldStartWith("The adapter Things failed the check:");
        failure.Message.ShouldContain("have the same key 'the same'");
        failure.Message.ShouldContain("more");
    }

    private static RecordedHttp Recorded(string path, string body) =>
        RecordedHttp.Parse($"GET {path}\n\nHTTP/2 200\ncontent-type: application/json\n\n{body}");
}
