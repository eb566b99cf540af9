namespace Unfurl.IntegrationTests.Http.BadInput;

[OnEachDatabase]
public sealed class ParameterTests(SharedTestHost shared) : BadInputTests(shared), IClassFixture<SharedTestHost>
{
    private const string RedirectUri = "https://www.notion.so/externalintegrationauthcallback";

    private static readonly (string Name, string Value)[] Authorize =
    [
        ("client_id", TestSettings.ClientId),
        ("redirect_uri", RedirectUri),
        ("response_type", "code"),
        ("state", "s"),
        ("code", "c"),
    ];

    public static TheoryData<string> AuthorizeParameters => [.. Authorize.Select(parameter => parameter.Name)];

    public static TheoryData<string> Values =>
        [
            "%00",
            "%",
            "%zz",
            "%ff%fe",
            "%ed%a0%80",
            "%0d%0aSet-Cookie:%20a=b",
            "<script>alert(1)</script>",
            "%252e%252e%252f",
            "'%20OR%201=1%20--",
            "%E2%80%AE",
            new string('a', 7000),
        ];

    [Theory]
    [MemberData(nameof(AuthorizeParameters))]
    public async Task An_authorization_request_with_a_repeated_parameter_is_rejected(string name)
    {
        var query = Query([.. Authorize, Authorize.Single(parameter => parameter.Name == name)]);

        var response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, $"/notion/authorize?{query}"));

        if (name is "client_id" or "redirect_uri")
        {
            response.Status.ShouldBe(HttpStatusCode.BadRequest);
            return;
        }
        response.Status.ShouldBe(HttpStatusCode.Found);
        var location = response.Location.ShouldNotBeNull().AbsoluteUri;
        location.ShouldStartWith($"{RedirectUri}?error=invalid_request&");
        location.ShouldNotContain("code=");
    }

    [Theory]
    [InlineData("uri=https://acme.example/items/1&uri=https://acme.example/items/2")]
    [InlineData("uri=https://acme.example/items/1&URI=https://acme.example/items/1")]
    [InlineData("uri=&uri=https://acme.example/items/1")]
    public async Task A_repeated_link_in_the_query_is_400(string query)
    {
        var operation = Operation.All.Single(operation => operation is { Method: "DELETE", Path: "/unfurl" });

        var response = await RejectedAsync(operation, Request(operation, query: $"?{query}"));

        response.Status.ShouldBe(HttpStatusCode.BadRequest);
        response["detail"].ShouldContain("uri");
    }

    [Theory]
    [InlineData("")]
    [InlineData("?uri=")]
    [InlineData("?url=https://acme.example/items/1")]
    public async Task A_missing_link_is_400_and_reported_as_missing(string query)
    {
        var operation = Operation.All.Single(operation => operation is { Method: "DELETE", Path: "/unfurl" });

        var response = await RejectedAsync(operation, Request(operation, query: query));

        response.Status.ShouldBe(HttpStatusCode.BadRequest);
        response["detail"].ShouldContain("uri is missing");
    }

    [Theory]
    [MemberData(nameof(Values))]
    public async Task No_value_of_a_query_breaks_anything(string value)
    {
        string[] paths =
        [
            $"/notion/authorize?client_id={value}",
            $"/notion/authorize?client_id={TestSettings.ClientId}&redirect_uri={value}",
            $"/notion/authorize?client_id={TestSettings.ClientId}&redirect_uri={Uri.EscapeDataString(RedirectUri)}&response_type={value}&code=c",
            $"/signin/acme?return_url={value}",
            $"/signin/acme?return_url=/{value}&switch_account={value}",
            $"/signin/acme?add={value}",
            $"/signin/acme/callback?code={value}&state={value}",
            $"/signin/acme/callback?error={value}&state={value}",
            $"/signin/{value}",
            $"/icons/acme/{value}.png",
            $"/icons/{value}/item.png",
            $"/consent?request={value}",
            $"/consent?request={value}&switch_account={value}",
            $"/connections?handler={value}",
            $"/lab?url={value}&error={value}&error_description={value}",
            $"/{value}",
            $"/error?{value}={value}",
        ];
        var target = new Uri(Service.Url, "/");
        foreach (var path in paths)
        {
            foreach (var accept in new[] { "text/html", "application/json" })
            {
                await using var connection = await RawConnection.OpenAsync(target);

                var response = await connection.SendAsync(
                    $"GET {path} HTTP/1.1\r\nHost: {target.Authority}\r\nAccept: {accept}\r\nConnection: close\r\n\r\n"
                );

                response.Statuses.ShouldHaveSingleItem().ShouldBeInRange(200, 499, path);
                response.Text.ShouldNotContain("\nSet-Cookie: a=b", Case.Insensitive, path);
                response.Text.ShouldNotContain("<script>alert(1)", Case.Insensitive, path);
            }
        }
    }

    [Theory]
    [InlineData("/consent?handler=Allow")]
    [InlineData("/consent?handler=Deny")]
    [InlineData("/connections?handler=Disconnect")]
    [InlineData("/connections?handler=Forget")]
    [InlineData("/connections?handler=SignOut")]
    [InlineData("/connections?handler=Nonsense")]
    [InlineData("/lab?handler=Disconnect")]
    public async Task No_form_breaks_a_page(string path)
    {
        const string Form = "application/x-www-form-urlencoded";
        HttpContent[] bodies =
        [
            NotionCalls.Raw(Form, ""),
            NotionCalls.Raw(Form, string.Join('&', Enumerable.Range(0, 3000).Select(i => $"a{i}=b"))),
            NotionCalls.Raw(Form, new string('a', 10_000) + "=b"),
            NotionCalls.Raw(Form, "request=%00&grant=%00&provider=%00"),
            NotionCalls.Raw(Form, "__RequestVerificationToken=a&__RequestVerificationToken=b"),
            NotionCalls.Raw(Form, [0xFF, 0xFE, 0x3D, 0xC3, 0x28]),
            NotionCalls.Raw("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"a\""),
            NotionCalls.Raw("multipart/form-data", "--x"),
            NotionCalls.Raw("application/json", "{}"),
        ];
        foreach (var body in bodies)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body };
            request.Headers.Accept.ParseAdd("text/html");

            var response = await SendAsync(request);

            ((int)response.Status).ShouldBeInRange(400, 499);
            response.MediaType.ShouldBe("text/html");
        }
    }

    private static string Query(IEnumerable<(string Name, string Value)> parameters) =>
        string.Join('&', parameters.Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value)}"));
}
