using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;
using Unfurl.Server.Configuration;
using Unfurl.Server.Notion.OAuth.Tokens;

namespace Unfurl.IntegrationTests.Notion.OAuth.Rfc6749;

/// <summary>
/// RFC 6749 §2.3.1 form-encodes client id and secret before Basic joins them. Many clients do not, so a secret with
/// <c>+</c> or <c>%</c> arrives in either spelling.
/// </summary>
public sealed class Section2_3_BasicSpellingTests
{
    private const string Id = "notion";

    // E.g. of "openssl rand -base64 32", of a password manager, and one that decodes to another valid text.
    private static readonly string[] Secrets =
    [
        "kJ8+vQ/1x9Zt3+wD5b==",
        "100%-sure+more",
        "a%41b",
        "with a space & an = sign",
        "colon:colon",
        "ünïcödé+%25",
    ];

    private static readonly Func<string, string>[] Spellings =
    [
        WebUtility.UrlEncode!,
        Uri.EscapeDataString,
        raw => raw,
    ];

    public static TheoryData<string> All => [.. Secrets];

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_secret_is_right_in_every_spelling_of_Basic(string secret)
    {
        await using var service = UnfurlHost.Start(
            new Dictionary<string, string?> { ["Unfurl:OAuth:ClientId"] = Id, ["Unfurl:OAuth:ClientSecret"] = secret }
        );
        using var client = service.CreateClient();

        foreach (var spelling in Spellings)
        {
            // Whoever is authenticated hears of the grant.
            (await ErrorAsync(client, $"{spelling(Id)}:{spelling(secret)}")).ShouldBe("invalid_grant");
            (await ErrorAsync(client, $"{spelling(Id)}:{spelling(secret + "x")}")).ShouldBe("invalid_client");
        }
    }

    [Fact]
    public void Any_id_and_secret_are_right_in_every_spelling_and_no_others()
    {
        var texts = Gen.Elements("abcXYZ019+%25&=/ üé".ToCharArray()).NonEmptyListOf().Select(string.Concat);
        var pairs = texts.Four().ToArbitrary();

        Prop.ForAll(
                pairs,
                it =>
                {
                    var (id, secret, otherId, otherSecret) = it;
                    var authentication = new ClientAuthentication(new OAuthClient(id, new Secret(secret)));
                    foreach (var spelling in Spellings)
                    {
                        IsAuthenticated(authentication, $"{spelling(id)}:{spelling(secret)}").ShouldBeTrue();
                        // Another pair is right only if one of its readings is the configured one.
                        string[] readings = [$"{otherId}:{otherSecret}", $"{Read(otherId)}:{Read(otherSecret)}"];
                        IsAuthenticated(authentication, $"{otherId}:{otherSecret}")
                            .ShouldBe(readings.Contains($"{id}:{secret}"));
                    }
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    private static string Read(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static bool IsAuthenticated(ClientAuthentication authentication, string pair)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.Authorization = Header(pair);
        return authentication.Check(request, new TokenRequestForm(new Dictionary<string, string>())) is null;
    }

    private static async Task<string?> ErrorAsync(HttpClient client, string pair)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/notion/token");
        request.Headers.TryAddWithoutValidation("Authorization", Header(pair));
        request.Content = new FormUrlEncodedContent([
            new("grant_type", "refresh_token"),
            new("refresh_token", "unknown"),
        ]);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (await ReceivedResponse.ReadAsync(response))["error"];
    }

    private static string Header(string pair) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(pair))}";
}
