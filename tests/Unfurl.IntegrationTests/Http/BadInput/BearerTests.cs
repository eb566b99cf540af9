namespace Unfurl.IntegrationTests.Http.BadInput;

[OnEachDatabase]
public sealed class BearerTests(SharedTestHost shared) : BadInputTests(shared), IClassFixture<SharedTestHost>
{
    // "*" stands for a valid token, "|" separates two headers; null sends none.
    public static TheoryData<string?> Headers =>
        [
            (string?)null,
            "",
            " ",
            "Bearer",
            "Bearer ",
            "Bearer  ",
            "*",
            "Basic *",
            "Token *",
            "Bearer=*",
            "Bearer:*",
            "BearerX *",
            "Bearer *x",
            "Bearer x*",
            "Bearer **",
            "Bearer *,*",
            "Bearer *, Bearer *",
            "Bearer * Bearer *",
            "Bearer \"*\"",
            "Bearer token=*",
            "Bearer *=",
            "Bearer *\u00a0",
            "Bearer \u00fc\u4e2d",
            "Bearer null",
            "Bearer undefined",
            "Bearer '; DROP TABLE tokens; --",
            "Bearer *|Bearer *",
            "Bearer unknown|Bearer *",
            "Bearer *|Basic bm90aW9uOnNlY3JldA==",
            "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.",
        ];

    [Theory]
    [MemberData(nameof(Headers))]
    public async Task An_unknown_bearer_is_401(string? headers)
    {
        foreach (var operation in Operation.All.Where(operation => operation.NeedsBearer))
        {
            var response = await RejectedAsync(operation, With(operation, headers));

            response.Status.ShouldBe(HttpStatusCode.Unauthorized, operation.ToString());
            response.Challenge.ShouldStartWith("Bearer");
            response.Body.ShouldNotContain(Shared.Ada.AccessToken);
        }
    }

    [Theory]
    [MemberData(nameof(Headers))]
    public async Task A_bad_bearer_on_an_operation_without_one_is_ignored(string? headers)
    {
        foreach (var operation in Operation.All.Where(operation => !operation.NeedsBearer))
        {
            var response = await SendAsync(With(operation, headers));

            ((int)response.Status).ShouldBeLessThan(500, operation.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(OperationsWithBearer))]
    public async Task A_huge_bearer_is_401(Operation operation)
    {
        var response = await RejectedAsync(operation, With(operation, $"Bearer {new string('a', 30_000)}"));

        response.Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [MemberData(nameof(OperationsWithBearer))]
    public async Task A_refresh_token_is_no_bearer(Operation operation)
    {
        var response = await RejectedAsync(operation, With(operation, $"Bearer {Shared.Ada.RefreshToken}"));

        response.Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [MemberData(nameof(OperationsWithBearer))]
    public async Task A_bearer_of_a_revoked_grant_is_401(Operation operation)
    {
        using var ben = new NotionUser(Shared.Host, "ben");
        var tokens = await ben.ConnectAsync(operation.Method);
        await new NotionCalls(Shared.Host).DeleteGrantAsync(new { token = tokens.AccessToken });

        var response = await RejectedAsync(operation, With(operation, $"Bearer {tokens.AccessToken}"));

        response.Status.ShouldBe(HttpStatusCode.Unauthorized);
        response.Challenge.ShouldBe("Bearer error=\"invalid_token\"");
    }

    private HttpRequestMessage With(Operation operation, string? headers)
    {
        var request = Request(operation, operation.TakesBody ? NotionCalls.Json(new { uri = Link }) : null);
        request.Headers.Remove("Authorization");
        foreach (var header in headers?.Split('|') ?? [])
            request.Headers.TryAddWithoutValidation(
                "Authorization",
                header.Replace("*", Shared.Ada.AccessToken, StringComparison.Ordinal)
            );
        return request;
    }
}
