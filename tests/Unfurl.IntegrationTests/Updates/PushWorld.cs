using Microsoft.Extensions.DependencyInjection;
using Unfurl.IntegrationTests.Parties;
using Unfurl.IntegrationTests.Promises;
using Unfurl.Simulator;
using Unfurl.Testing;
using Unfurl.Testing.Browsing;
using Unfurl.Testing.GitHub;

namespace Unfurl.IntegrationTests.Updates;

/// <summary>People who see previews of GitHub in Notion, and a GitHub that tells the service when something changes.</summary>
internal sealed class PushWorld : IAsyncDisposable
{
    public const string PullRequest = "https://github.com/Codertocat/Hello-World/pull/2";
    public const string Before = "Update the README with new information.";

    private PushWorld(GitHubWorld world) =>
        (World, Sender, Notion) = (
            world,
            new GitHubSender(world.Service, world.Database),
            world.Service.Services.GetRequiredService<NotionSimulator>()
        );

    public GitHubWorld World { get; }

    public GitHubSender Sender { get; }

    public NotionSimulator Notion { get; }

    public static async Task<PushWorld> StartAsync(PostgresFixture? postgres) =>
        new(await GitHubWorld.StartAsync(postgres, more: [GitHubSender.Secret]));

    /// <summary>Somebody who connected and pasted the pull request.</summary>
    /// <param name="user">Who they are in Notion.</param>
    /// <param name="login">Who they are at GitHub.</param>
    public async Task ConnectAsync(string user, string login, string workspace = "home")
    {
        using var browser = new TestBrowser();
        var page = await browser.OpenAsync(Notion.ConnectUrl(user, workspace));
        page = await browser.FollowAsync(page, "Sign in with github.com");
        var consent = await browser.FollowAsync(page, $"Continue as {login}");
        await browser.PressAsync(consent, "Allow");
        (await Notion.PasteAsync(user, PullRequest)).Violations.ShouldBeEmpty();
    }

    public NotionPreview Preview(string user) => Notion.Person(user).Previews.Single(it => it.Url == PullRequest);

    public string? Title(string user) =>
        Preview(user) is { Error: null } preview ? preview.Attributes.First(it => it.Id == "title").Value : null;

    /// <summary>The pull request changes, and GitHub says so.</summary>
    public async Task ChangeAsync(string title)
    {
        await World.GitHub.SetAsync(GitHubThings.PublicRepository, 2, new { title });
        await Sender.TakenAsync(GitHubExamples.Of("pull_request", "labeled").Delivery);
    }

    /// <summary>Lets time pass until something is so.</summary>
    public Task UntilAsync(Func<bool> condition, string what) => UntilAsync(() => Task.FromResult(condition()), what);

    /// <inheritdoc cref="UntilAsync(Func{bool}, string)"/>
    public Task UntilAsync(Func<Task<bool>> condition, string what) =>
        Eventually.TrueAsync(
            () =>
            {
                World.Clock.Advance(TimeSpan.FromMilliseconds(20));
                return condition();
            },
            what
        );

    public async ValueTask DisposeAsync()
    {
        Sender.Dispose();
        await World.DisposeAsync();
    }
}
