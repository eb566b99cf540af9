using System.Net;
using System.Text.Json;
using Unfurl.Simulator;

namespace Unfurl.Tests.Simulator;

public sealed class UpdateTests
{
    private static string Changed =>
        Attributes.Card(SimulatorFixture.Link).Replace("Fix it", "Fixed", StringComparison.Ordinal);

    [Fact]
    public async Task An_update_changes_what_is_shown()
    {
        await using var fixture = await PastedAsync();

        using var response = await fixture.PushAsync(Changed);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var preview = fixture.Notion.DescribeUser("ada").Previews.Single();
        preview.Attributes[0].Value.ShouldBe("Fixed");
        preview.History.Select(change => change.Cause).ShouldBe(["paste", "update"]);
    }

    [Fact]
    public async Task An_error_marks_the_preview_until_an_update_leaves_it_out()
    {
        await using var fixture = await PastedAsync();

        using var broken = await fixture.PushAsync(Attributes.Broken(SimulatorFixture.Link, 404, "Gone"));
        var whileBroken = fixture.Notion.DescribeUser("ada").Previews.Single();
        using var mended = await fixture.PushAsync(Changed);

        whileBroken.Error.ShouldBe(new(404, "Gone"));
        whileBroken.Attributes.Count.ShouldBe(2);
        fixture.Notion.DescribeUser("ada").Previews.Single().Error.ShouldBeNull();
    }

    [Fact]
    public async Task A_wrong_update_is_refused_with_the_reason_and_changes_nothing()
    {
        await using var fixture = await PastedAsync();

        using var response = await fixture.PushAsync(
            $$$"""{"uri":"{{{SimulatorFixture.Link}}}","operations":[{{{Attributes.Set(Attributes.Title)}}}]}"""
        );

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await CodeAsync(response)).ShouldBe("validation_error");
        var user = fixture.Notion.DescribeUser("ada");
        user.Journal[^1].Violations.ShouldBe(["there is no attribute with the id dev"]);
        user.Previews.Single().History.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("unknown", "2026-03-11", "application/json", 401, "unauthorized")]
    [InlineData(null, null, "application/json", 400, "missing_version")]
    [InlineData(null, "2026-03-11", "text/plain", 400, "validation_error")]
    public async Task Wrong_headers_are_refused(
        string? token,
        string? version,
        string contentType,
        int status,
        string code
    )
    {
        await using var fixture = await PastedAsync();

        using var response = await fixture.PushAsync(Changed, token, version, contentType);

        ((int)response.StatusCode).ShouldBe(status);
        (await CodeAsync(response)).ShouldBe(code);
    }

    [Fact]
    public async Task A_link_without_a_preview_is_not_found()
    {
        await using var fixture = await PastedAsync();

        using var response = await fixture.PushAsync(Attributes.Card("https://acme.com/other"));

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await CodeAsync(response)).ShouldBe("object_not_found");
        fixture.Notion.DescribeUser("ada").Journal[^1].Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_update_never_changes_a_preview_of_another_users_connection()
    {
        await using var fixture = await SimulatorFixture.StartAsync();
        await fixture.ConnectAsync("ada", "acme");
        await fixture.Notion.PasteAsync("ada", SimulatorFixture.Link);
        await fixture.ConnectAsync("bob", "acme");
        await fixture.Notion.PasteAsync("bob", SimulatorFixture.Link);

        using var response = await fixture.PushAsync(Changed);

        fixture.Notion.DescribeUser("bob").Previews.Single().Attributes[0].Value.ShouldBe("Fixed");
        fixture.Notion.DescribeUser("ada").Previews.Single().Attributes[0].Value.ShouldBe("Fix it");
    }

    [Fact]
    public async Task Updates_over_the_limit_are_throttled()
    {
        await using var fixture = await PastedAsync(options => options with { RateLimit = 3 });
        for (var i = 0; i < 3; i++)
            (await fixture.PushAsync(Changed)).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var limited = await fixture.PushAsync(Changed);
        using var impatient = await fixture.PushAsync(Changed);
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        using var patient = await fixture.PushAsync(Changed);

        ((int)limited.StatusCode).ShouldBe(429);
        (await CodeAsync(limited)).ShouldBe("rate_limited");
        limited.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        patient.StatusCode.ShouldBe(HttpStatusCode.OK);
        fixture
            .Notion.DescribeUser("ada")
            .Journal.SelectMany(entry => entry.Violations)
            .ShouldBe(["called again before Retry-After had elapsed"]);
    }

    [Fact]
    public async Task Injected_failures_are_returned_in_order()
    {
        await using var fixture = await PastedAsync();
        fixture.Notion.FailUpdates("ada", new NotionFault(500), new NotionFault(429, TimeSpan.FromSeconds(30)));
        fixture.Notion.FailUpdates("bob", new NotionFault(409));

        using var first = await fixture.PushAsync(Changed);
        using var second = await fixture.PushAsync(Changed);
        fixture.Time.Advance(TimeSpan.FromSeconds(30));
        using var third = await fixture.PushAsync(Changed);

        (await CodeAsync(first)).ShouldBe("internal_server_error");
        second.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(30));
        third.StatusCode.ShouldBe(HttpStatusCode.OK);
        fixture.Notion.DescribeUser("ada").Journal.SelectMany(entry => entry.Violations).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_missing_response_lasts_until_the_caller_cancels()
    {
        await using var fixture = await PastedAsync();
        fixture.Notion.FailUpdates("ada", NotionFault.NoResponse);
        using var timeout = new CancellationTokenSource();

        var push = fixture.PushAsync(Changed, timeout.Token);
        push.IsCompleted.ShouldBeFalse();
        await timeout.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => push);
    }

    [Fact]
    public async Task Disconnecting_leaves_the_preview_unchanged()
    {
        await using var fixture = await PastedAsync();
        var before = fixture.Notion.DescribeUser("ada").Previews.Single().Attributes;
        fixture.Notion.FailUpdates("ada", NotionFault.ConnectionReset);

        await Should.ThrowAsync<HttpRequestException>(() => fixture.PushAsync(Changed));

        var ada = fixture.Notion.DescribeUser("ada");
        ada.Previews.Single().Attributes.ShouldBe(before);
        ada.Journal.Single(entry => entry.Method == "PATCH").Status.ShouldBeNull();
    }

    [Fact]
    public async Task Expired_tokens_are_refused_and_can_be_refreshed_but_revoked_ones_cannot()
    {
        await using var fixture = await PastedAsync();

        fixture.Notion.ExpireNotionTokens("ada");
        using var expired = await fixture.PushAsync(Changed);
        var renewed = await fixture.RefreshNotionTokensAsync();
        fixture.Notion.RevokeNotionTokens("ada");
        var revoked = await fixture.RefreshNotionTokensAsync();

        expired.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        renewed.ShouldBe(HttpStatusCode.OK);
        revoked.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static async Task<SimulatorFixture> PastedAsync(Func<SimulatorOptions, SimulatorOptions>? change = null)
    {
        var fixture = await SimulatorFixture.StartConnectedAsync(change);
        await fixture.Notion.PasteAsync("ada", SimulatorFixture.Link);
        return fixture;
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString();
}
