using Unfurl.Server.Providers;
using Unfurl.Tests.Abstractions;

namespace Unfurl.Tests.Providers;

public sealed class ProviderInstanceTests
{
    private static readonly IProviderAdapter Adapter = GitHub.Some.GitHub(AdapterLinks.Host);

    private readonly ProviderInstance _instance = TestAdapter.Instance("github", AdapterLinks.Host, Adapter);

    // A commit's comment is a link to the commit as well, for example.
    [Fact]
    public void The_first_kind_that_matches_is_found()
    {
        foreach (var pattern in Adapter.Patterns)
            Match(pattern.Sample).ShouldNotBeNull().Pattern.ShouldBeSameAs(pattern);
    }

    [Fact]
    public void A_link_of_no_kind_has_no_match() => Match("/octocat/Hello-World/settings").ShouldBeNull();

    private LinkMatch? Match(string path)
    {
        Link.TryParse($"https://{AdapterLinks.Host}{path}", out var link).ShouldBeTrue();
        return _instance.Match(link, out _);
    }
}
