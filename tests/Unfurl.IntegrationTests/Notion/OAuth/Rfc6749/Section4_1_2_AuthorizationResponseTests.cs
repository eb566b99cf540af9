using Microsoft.AspNetCore.WebUtilities;

namespace Unfurl.IntegrationTests.Notion.OAuth.Rfc6749;

/// <summary>RFC 6749 §4.1.2: the redirect to Notion, with the unchanged state.</summary>
[OnEachDatabase]
public sealed class Section4_1_2_AuthorizationResponseTests(SharedTestHost shared) : IClassFixture<SharedTestHost>
{
    private const string RedirectUri = "https://www.notion.so/externalintegrationauthcallback";

    public static TheoryData<string> States { get; } =
    [
        "plain",
        "with space",
        "plus+plus",
        "100%",
        "%2B%20%25",
        "a=b&c=d?e#f/g",
        "\"quoted\" 'and' <tagged>",
        "ünïcödé 日本 🦊",
        "{\"json\":[1,2]}",
        "tab\tline\r\nend",
        ".-_~!$*(),;:@",
    ];

    [Theory]
    [MemberData(nameof(States))]
    public async Task The_state_of_a_failed_request_is_returned_unchanged(string state)
    {
        var visit = await AuthorizeAsync(state, "response_type=token&code=c");

        visit.AuthorizationResponse["error"].ShouldBe("unsupported_response_type");
        visit.AuthorizationResponse["state"].ShouldBe(state);
    }

    [Theory]
    [MemberData(nameof(States))]
    public async Task The_state_is_returned_unchanged_after_consent(string state)
    {
        using var browser = shared.Host.CreateBrowser();
        var page = await browser.OpenAsync(Address(state, "response_type=code&code=c"));
        page = await browser.PressAsync(page, "ada ·");

        var visit = await browser.PressAsync(page, "Deny");

        visit.RawLocation.ShouldStartWith($"{RedirectUri}?error=access_denied&");
        visit.AuthorizationResponse["error_description"].ShouldNotBeEmpty();
        visit.AuthorizationResponse["state"].ShouldBe(state);
    }

    [Theory]
    [InlineData("%ff%FE")]
    [InlineData("%e2%82")]
    [InlineData("%7e%41")]
    [InlineData("a+b%20c")]
    [InlineData("100%")]
    [InlineData("%zz%")]
    [InlineData("%00")]
    [InlineData("=")]
    [InlineData("a=b=c?/:@!$'()*,;")]
    public async Task The_state_is_returned_byte_for_byte_in_any_encoding(string raw)
    {
        using var browser = shared.Host.CreateBrowser();
        var request = new Uri(
            $"{Address("", "response_type=code&code=c").AbsoluteUri}&state={raw}".Replace(
                "&state=&",
                "&",
                StringComparison.Ordinal
            ),
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }
        );
        var page = await browser.PressAsync(await browser.OpenAsync(request), "ada ·");

        var visit = await browser.PressAsync(page, "Deny");

        visit.RawLocation.ShouldEndWith($"&state={raw}");
    }

    [Theory]
    [InlineData("code=c", "invalid_request")]
    [InlineData("response_type=&code=c", "invalid_request")]
    [InlineData("response_type=token&code=c", "unsupported_response_type")]
    [InlineData("response_type=Code&code=c", "unsupported_response_type")]
    [InlineData("response_type=code%20token&code=c", "unsupported_response_type")]
    [InlineData("response_type=code&response_type=code&code=c", "invalid_request")]
    [InlineData("response_type=code", "invalid_request")]
    [InlineData("response_type=code&code=", "invalid_request")]
    [InlineData("response_type=code&code=c&code=d", "invalid_request")]
    public async Task An_invalid_request_is_rejected_by_redirect(string parameters, string error)
    {
        var visit = await AuthorizeAsync("the state", parameters);

        visit.Status.ShouldBe(HttpStatusCode.Redirect);
        visit.Headers["Cache-Control"].ShouldContain("no-store");
        visit.RawLocation.ShouldStartWith(RedirectUri);
        visit.AuthorizationResponse["error"].ShouldBe(error);
        visit.AuthorizationResponse["error_description"].ShouldNotBeEmpty();
        visit.AuthorizationResponse["state"].ShouldBe("the state");
        visit.AuthorizationResponse.ContainsKey("code").ShouldBeFalse();
    }

    [Fact]
    public async Task A_repeated_state_is_an_invalid_request_and_returns_no_state()
    {
        var visit = await AuthorizeAsync("one", "response_type=code&code=c&state=two");

        visit.AuthorizationResponse["error"].ShouldBe("invalid_request");
        visit.AuthorizationResponse.ContainsKey("state").ShouldBeFalse();
    }

    [Theory]
    [InlineData(4097, 1)]
    [InlineData(1, 4097)]
    public async Task A_state_or_code_that_is_too_long_is_an_invalid_request(int stateLength, int codeLength)
    {
        var visit = await AuthorizeAsync(
            new string('s', stateLength),
            $"response_type=code&code={new string('c', codeLength)}"
        );

        visit.AuthorizationResponse["error"].ShouldBe("invalid_request");
    }

    [Fact]
    public async Task Unknown_parameters_and_a_scope_are_ignored()
    {
        var visit = await AuthorizeAsync("s", "response_type=code&code=c&scope=previews&owner=user&extra=1&extra=2");

        visit.RawLocation.ShouldStartWith("/consent?request=");
    }

    private async Task<Visit> AuthorizeAsync(string state, string parameters)
    {
        using var browser = shared.Host.CreateBrowser();
        return await browser.OpenWithoutFollowingAsync(Address(state, parameters));
    }

    private Uri Address(string state, string parameters) =>
        new(
            QueryHelpers.AddQueryString(
                new Uri(shared.Host.Service.Url, $"/notion/authorize?{parameters}").AbsoluteUri,
                new Dictionary<string, string?>
                {
                    ["client_id"] = TestSettings.ClientId,
                    ["redirect_uri"] = RedirectUri,
                    ["state"] = state,
                }
            )
        );
}
