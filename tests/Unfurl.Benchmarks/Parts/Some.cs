using Unfurl.GitHub;
using Unfurl.Server.Providers;
using Unfurl.Testing.Providers;

namespace Unfurl.Benchmarks.Parts;

internal static class Some
{
    public static readonly Resource PullRequest = new("pull:1296269:42");

    // Has every field of a pull request's card.
    public static readonly Preview Preview = new()
    {
        Title = "Amazing new feature",
        Identifier = "octocat/Hello-World#42",
        Icon = new PreviewImage.Own("pull-request-open"),
        Author = new Person("octocat", new PreviewImage.At(new("https://avatars.githubusercontent.com/u/583231?s=80"))),
        Status = new Choice("Open", Color.Parse("1a7f37")),
        Body = "Please pull these awesome changes in! They make everything faster, and nothing slower.",
        Fields =
        [
            new(
                "review",
                "Review",
                new FieldValue.OneOf(new Choice("Approved", Color.Parse("1a7f37"))),
                FieldLine.Primary
            ),
            new(
                "checks",
                "Checks",
                new FieldValue.OneOf(new Choice("Passing", Color.Parse("1a7f37"))),
                FieldLine.Primary
            ),
            new("changes", "Changes", new FieldValue.Text("+100 −3 in 5 files")),
        ],
        Facts = new Facts
        {
            Comments = 10,
            Labels = ["bug"],
            Created = DateTimeOffset.UnixEpoch,
            Updated = DateTimeOffset.UnixEpoch,
        },
    };

    // The last instance owns github.com.
    public static ProviderRegistry Registry(int hosts) =>
        new(Enumerable.Range(1, hosts).Select(i => Instance(i == hosts ? "github.com" : $"github{i}.example")));

    public static ProviderInstance Instance(string host)
    {
        var name = host.Replace('.', '-');
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["ClientId"] = "bench",
            ["ClientSecret"] = "bench-secret",
        };
        var adapter = new GitHubProviderType().Create(new ProviderSettings(name, host, values));
        return TestAdapter.Instance(name, host, adapter);
    }
}
