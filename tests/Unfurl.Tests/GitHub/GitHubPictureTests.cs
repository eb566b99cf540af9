using System.Text.Json;
using System.Text.Json.Nodes;
using Unfurl.Notion.Attributes;

namespace Unfurl.Tests.GitHub;

/// <summary>Every card has an image that Notion can fetch, and no card makes Notion fetch from other hosts.</summary>
public sealed class GitHubPictureTests
{
    private const string Avatar = "https://avatars.githubusercontent.com/u/583231?s=80&v=4";
    private const string Icons = "https://unfurl.test/icons/";

    [Theory]
    [MemberData(nameof(CaseTests.Names), MemberType = typeof(CaseTests))]
    public async Task Every_card_in_every_state_has_a_picture_of_ours_or_a_public_one(string name)
    {
        var response = await CaseTests.ReadGraphQLAsync(name);

        foreach (var host in new[] { "github.com", "github.acme.example", "acme.ghe.com" })
        {
            var pictures = await PicturesAsync(
                host,
                CaseTests.LinkOf(name).Replace("github.com", host),
                CaseTests.GitHubOf(name, response)
            );

            pictures.ShouldContain(picture => picture.StartsWith(Icons), host);
            pictures.ShouldAllBe(picture =>
                picture.StartsWith(Icons)
                || (host == "github.com" && picture.StartsWith("https://avatars.githubusercontent.com/"))
            );
        }
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:image/png;base64,AAAA")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("https://10.0.0.1/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://localhost/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://avatars.githubusercontent.com/u/1")]
    [InlineData("http://avatars.githubusercontent.com/u/1")]
    [InlineData("https://avatars.githubusercontent.com:8443/u/1")]
    [InlineData("https://user:pass@avatars.githubusercontent.com/u/1")]
    [InlineData("https://avatars.githubusercontent.com.evil.example/u/1")]
    [InlineData("https://evilgithubusercontent.com/u/1")]
    [InlineData("https://evil.example/avatars.githubusercontent.com")]
    [InlineData("//avatars.githubusercontent.com/u/1")]
    [InlineData("/u/1")]
    [InlineData("")]
    [InlineData("nonsense")]
    public async Task A_picture_from_anywhere_else_is_not_shown(string url)
    {
        var pictures = await PicturesAsync(
            "github.com",
            Link("github.com"),
            StubHttpHandler.Json(await WithAvatarAsync(url))
        );

        pictures.ShouldHaveSingleItem().ShouldStartWith(Icons);
    }

    [Fact]
    public async Task Public_avatars_are_shown_on_github_com_only()
    {
        var response = await WithAvatarAsync(Avatar);

        (await PicturesAsync("github.com", Link("github.com"), StubHttpHandler.Json(response))).ShouldContain(Avatar);
        (
            await PicturesAsync("github.acme.example", Link("github.acme.example"), StubHttpHandler.Json(response))
        ).ShouldNotContain(Avatar);
    }

    private static string Link(string host) => $"https://{host}/octocat/Hello-World/pull/1347";

    private static async Task<string> WithAvatarAsync(string url)
    {
        var response = JsonNode.Parse(await CaseTests.ReadGraphQLAsync("pull-request.open"))!;
        response["data"]!["repository"]!["issueOrPullRequest"]!["author"]!["avatarUrl"] = url;
        return response.ToJsonString();
    }

    private static async Task<IReadOnlyList<string>> PicturesAsync(string host, string link, HttpMessageHandler github)
    {
        var resolution = await Some.GitHub(host).ResolveAsync(link, github);
        var preview = resolution.ShouldBeOfType<Resolution.Found>().Preview;
        var attributes = new PreviewAttributes("Unfurl", icon => new Uri($"{Icons}{icon}.png")).Render(preview);
        using var operations = JsonDocument.Parse(Operations.Set(attributes));
        return
        [
            .. operations
                .RootElement[0]
                .GetProperty("set")
                .EnumerateArray()
                .Where(attribute => attribute.GetProperty("type").GetString() == "embed")
                .Select(attribute => attribute.GetProperty("embed").GetProperty("src_url").GetString()!),
        ];
    }
}
