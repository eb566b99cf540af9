namespace Unfurl.Tests.Simulator;

public sealed class TokenResponseTests
{
    [Theory]
    [InlineData(
        """{"token_type":"bearer"}""",
        "access_token is missing or cannot stand in a Bearer header (RFC 6750 §2.1)"
    )]
    [InlineData(
        """{"access_token":"a b","token_type":"bearer"}""",
        "access_token is missing or cannot stand in a Bearer header (RFC 6750 §2.1)"
    )]
    [InlineData("""{"access_token":"a"}""", "token_type is not bearer")]
    [InlineData("""{"access_token":"a","token_type":"mac"}""", "token_type is not bearer")]
    [InlineData(
        """{"access_token":"a","token_type":"bearer","refresh_token":"r"}""",
        "refresh_token and expires_in stand only together"
    )]
    [InlineData(
        """{"access_token":"a","token_type":"bearer","expires_in":60}""",
        "refresh_token and expires_in stand only together"
    )]
    [InlineData(
        """{"access_token":"a","token_type":"bearer","refresh_token":"r","expires_in":"60"}""",
        "expires_in is not a positive whole number of seconds"
    )]
    [InlineData(
        """{"access_token":"a","token_type":"bearer","refresh_token":null,"expires_in":60}""",
        "refresh_token is not a string"
    )]
    [InlineData("[]", "the body is JSON but no object")]
    [InlineData("access_token=a", "the body is not well-formed JSON, or a member stands twice")]
    public async Task An_invalid_token_response_is_rejected_with_the_reason(string response, string reason)
    {
        await using var fixture = await SimulatorFixture.StartAsync();
        fixture.Service.Token = _ => FakeResponse.Token(response);

        await fixture.ConnectAsync("ada");

        Reasons(fixture).ShouldContain(reason);
        fixture.Notion.DescribeUser("ada").Connections.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cacheable_token_response_is_rejected()
    {
        await using var fixture = await SimulatorFixture.StartAsync();
        fixture.Service.Token = form => fixture.Service.IssueToken(form) with { CacheControl = "private" };

        await fixture.ConnectAsync("ada");

        Reasons(fixture).ShouldContain("the token response lacks Cache-Control: no-store (RFC 6749 §5.1)");
    }

    [Fact]
    public async Task A_token_response_of_another_type_or_status_is_rejected()
    {
        await using var fixture = await SimulatorFixture.StartAsync();

        fixture.Service.Token = form => fixture.Service.IssueToken(form) with { ContentType = "text/plain" };
        await fixture.ConnectAsync("ada");
        fixture.Service.Token = form => fixture.Service.IssueToken(form) with { Status = 201 };
        await fixture.ConnectAsync("bob");

        Reasons(fixture).ShouldContain("the response's content type is text/plain, not application/json");
        Reasons(fixture, "bob").ShouldContain("the response's status is 201, not 200");
    }

    [Fact]
    public async Task A_token_response_without_expiry_is_accepted()
    {
        await using var fixture = await SimulatorFixture.StartAsync();
        fixture.Service.Token = _ =>
            FakeResponse.Token("""{"access_token":"a","token_type":"Bearer","scope":"read"}""");

        await fixture.ConnectAsync("ada");

        fixture.Notion.DescribeUser("ada").Connections.ShouldHaveSingleItem();
    }

    private static IEnumerable<string> Reasons(SimulatorFixture fixture, string user = "ada") =>
        fixture.Notion.DescribeUser(user).Journal.SelectMany(entry => entry.Violations);
}
