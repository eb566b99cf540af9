using Microsoft.Extensions.Time.Testing;
using Unfurl.GitHub;

namespace Unfurl.Tests.GitHub;

internal static class Some
{
    public static readonly DateTimeOffset Now = new(2025, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static IProviderAdapter GitHub(
        string host = "github.com",
        IReadOnlyDictionary<string, string?>? settings = null
    ) =>
        new GitHubProviderType().Create(
            new ProviderSettings(
                "github",
                host,
                settings ?? new Dictionary<string, string?> { ["ClientId"] = "id", ["ClientSecret"] = "secret" }
            )
        );

    public static LinkMatch Match(this IProviderAdapter adapter, string url) =>
        adapter.TryMatch(url) ?? throw new ArgumentException($"{url} matches no pattern.", nameof(url));

    public static LinkMatch? TryMatch(this IProviderAdapter adapter, string url) =>
        Link.TryParse(url, out var link)
            ? adapter.Patterns.Select(pattern => pattern.Match(link)).FirstOrDefault(match => match is not null)
            : null;

    public static async Task<Resolution> ResolveAsync(
        this IProviderAdapter adapter,
        string url,
        HttpMessageHandler handler,
        CancellationToken cancellationToken = default
    )
    {
        using var http = new HttpClient(handler);
        var call = TestCall.With(http, new Secret("gho_token"), new FakeTimeProvider(Now));
        return await adapter.ResolveAsync(adapter.Match(url), call, cancellationToken);
    }
}
