using System.Net;
using Unfurl.Testing;
using Unfurl.Testing.GitHub;

namespace Unfurl.Tests.GitHub;

/// <summary>Tests of the adapter over HTTP, against GitHub's schema and unchanged payloads.</summary>
[NeedsNode]
public abstract class GitHubDoubleTests(GitHubDoubleFixture fixture)
    : IClassFixture<GitHubDoubleFixture>,
        IAsyncLifetime
{
    protected const string Repository = "https://github.com/Codertocat/Hello-World";
    protected const string PullRequest = $"{Repository}/pull/2";
    protected const string Issue = $"{Repository}/issues/1";
    protected const string Commit = $"{Repository}/commit/{GitHubThings.Commit}";
    protected const string Private = "https://github.com/octo-org/octo-repo/pull/118";

    protected GitHubDouble GitHub => fixture.GitHub;

    protected TimeProvider Time { get; init; } = TimeProvider.System;

    protected HttpClient Http { get; } =
        new(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.All });

    public async ValueTask InitializeAsync() => await GitHub.ResetAsync();

    public ValueTask DisposeAsync()
    {
        Http.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected Task<Identification> IdentifyAsync(string token) =>
        Some.GitHub(settings: GitHub.Settings).IdentifyAsync(Call(token), TestContext.Current.CancellationToken);

    protected async Task<Resolution.Found> FindAsync(string link, string login = GitHubUsers.Octocat) =>
        (await ResolveAsync(link, login)).ShouldBeOfType<Resolution.Found>();

    protected async Task<Resolution> ResolveAsync(string link, string login = GitHubUsers.Octocat) =>
        await ResolveWithAsync(await GitHub.IssueTokenAsync(login), link);

    protected async Task<Resolution> ResolveWithAsync(
        string token,
        string link,
        CancellationToken cancellationToken = default
    )
    {
        var adapter = Some.GitHub(settings: GitHub.Settings);
        return await adapter.ResolveAsync(adapter.Match(link), Call(token), cancellationToken);
    }

    protected ProviderCall Call(string token) => TestCall.With(Http, new Secret(token), Time);
}
