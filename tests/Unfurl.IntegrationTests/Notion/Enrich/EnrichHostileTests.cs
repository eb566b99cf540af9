using Unfurl.Simulator.Databases;

namespace Unfurl.IntegrationTests.Notion.Enrich;

/// <summary>A Notion that answers what its API does not describe: all work goes on or ends, and comes back afterwards.</summary>
public sealed class EnrichHostileTests : HostedEnrichTests
{
    private const string Lone = "\\ud800";

    // Status, media type, body.
    public static TheoryData<int, string, string> Answers =>
        new()
        {
            { 200, "application/json", "" },
            { 200, "application/json", "null" },
            { 200, "application/json", "[]" },
            { 200, "application/json", "\"text\"" },
            { 200, "application/json", "{" },
            { 200, "application/json", "{}" },
            { 200, "text/html", "<html>Just a moment</html>" },
            { 403, "text/html", "<html>Blocked</html>" },
            { 404, "text/html", "<html>Nothing here</html>" },
            { 502, "text/html", "<html>Bad gateway</html>" },
            { 200, "application/json", """{"object":"error","status":404,"code":"object_not_found","message":"no"}""" },
            { 400, "application/json", """{"object":"error","status":"400","code":4,"message":{}}""" },
            { 429, "application/json", """{"code":"rate_limited","additional_data":{"retry_after":"-1e400"}}""" },
            { 429, "application/json", """{"code":"rate_limited","additional_data":"soon"}""" },
            { 302, "text/plain", "" },
            { 204, "text/plain", "" },
            {
                200,
                "application/json",
                $$"""{"object":"{{Lone}}","id":"{{Lone}}","results":[],"has_more":true,"next_cursor":"{{Lone}}"}"""
            },
            {
                200,
                "application/json",
                $$"""{"object":"list","{{Lone}}":1,"results":[{"object":"page","id":"{{Lone}}","{{Lone}}":2}]}"""
            },
            {
                200,
                "application/json",
                """{"object":"list","results":[null,1,"a",{},[]],"has_more":"yes","next_cursor":7}"""
            },
            { 200, "application/json", """{"object":"list","results":[],"has_more":true,"next_cursor":null}""" },
            {
                200,
                "application/json",
                """{"object":"page","id":"x","properties":[],"created_time":"9999-12-31T23:59:59Z"}"""
            },
            {
                200,
                "application/json",
                """{"object":"data_source","id":"x","properties":{"a":1,"b":{"id":"title","type":{}}}}"""
            },
            { 200, "application/json", """{"object":"user","id":"x","bot":[]}""" },
        };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Any_answer_is_survived(int status, string type, string body)
    {
        var row = await AddFilledRowAsync();
        Wire.Answer(_ => true, _ => NotionWire.Json(status, body, type));
        await Driver.ChangeAsync("Meanwhile");
        var requests = Wire.Calls.Count;
        await Driver.LetPassAsync(TimeSpan.FromMinutes(8), untilIdle: false, TimeSpan.FromSeconds(2));
        (Wire.Calls.Count - requests).ShouldBeLessThan(8 * 180);

        Wire.Answer(_ => false, null!);
        await Driver.ChangeAsync("After");

        await Driver.UntilAsync(() => row.Text("Title") == "After", "the row follows again");
        Failures().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_huge_answer_is_survived()
    {
        var row = await AddFilledRowAsync();
        var huge = $$"""{"object":"list","results":[],"filler":"{{new string('x', 20_000_000)}}"}""";
        Wire.Answer(_ => true, _ => NotionWire.Json(200, huge));
        await Driver.ChangeAsync("Meanwhile");
        await Driver.LetPassAsync(TimeSpan.FromMinutes(1), untilIdle: false, TimeSpan.FromSeconds(5));

        Wire.Answer(_ => false, null!);

        await Driver.UntilAsync(() => row.Text("Title") == "Meanwhile", "the row follows again");
        Failures().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_query_without_end_ends()
    {
        var row = await AddFilledRowAsync();
        Wire.Answer(
            request => request.IsScan,
            _ => NotionWire.Json(200, """{"object":"list","results":[],"has_more":true,"next_cursor":"again"}""")
        );
        var before = Wire.Calls.Count;
        await Driver.LetPassAsync(TimeSpan.FromMinutes(10), untilIdle: false, TimeSpan.FromSeconds(2));

        // One that comes back with the same cursor is asked a few times and not up to the limit.
        (Wire.Calls.Count - before).ShouldBeLessThan(100);
        await Driver.ChangeAsync("After");
        await Driver.UntilAsync(() => row.Text("Title") == "After", "rows are written");
    }

    [Fact]
    public async Task A_query_that_is_always_cut_off_ends()
    {
        var row = await AddFilledRowAsync();
        Wire.Answer(
            request => request.IsScan,
            _ =>
                NotionWire.Json(
                    200,
                    """{"object":"list","results":[],"has_more":false,"request_status":{"type":"incomplete"}}"""
                )
        );
        var before = Wire.Calls.Count;
        await Driver.LetPassAsync(TimeSpan.FromMinutes(10), untilIdle: false, TimeSpan.FromSeconds(2));

        (Wire.Calls.Count - before).ShouldBeLessThan(150);
        await Driver.ChangeAsync("After");
        await Driver.UntilAsync(() => row.Text("Title") == "After", "rows are written");
    }

    [Fact]
    public async Task A_value_without_end_stops_only_its_row()
    {
        var (endless, other) = (AddRow(), AddRow());
        // Only a long list of items is read by itself.
        Wire.Answer(
            request => request.Path.Contains("/properties/", StringComparison.Ordinal),
            _ =>
                NotionWire.Json(
                    200,
                    """{"object":"list","results":[{"object":"property_item","type":"rich_text","rich_text":{"plain_text":"x"}}],"has_more":true,"next_cursor":"again"}"""
                )
        );
        endless.Edit(Driver.Ada, "Title", EnrichDriver.LongText);

        await Driver.EnrichAsync(Source);

        await Driver.UntilAsync(() => other.Text("Title") == EnrichDriver.Title, "the other row is filled");
        await Driver.LetPassAsync(TimeSpan.FromMinutes(5), untilIdle: false);
        Wire.Calls.Count(call => call.PathAndQuery.Contains("/properties/", StringComparison.Ordinal))
            .ShouldBeLessThan(400);
    }

    [Theory]
    [InlineData(403, "restricted_resource")]
    [InlineData(404, "object_not_found")]
    [InlineData(400, "validation_error")]
    public async Task A_row_that_Notion_refuses_does_not_stop_others(int status, string code)
    {
        var refused = AddRow();
        var others = Enumerable.Range(0, 30).Select(_ => AddRow()).ToList();
        Wire.Answer(
            request =>
                request.IsWrite && request.IsOf(refused.Id.Replace("-", "", StringComparison.Ordinal))
                || request.IsWrite && request.IsOf(refused.Id),
            _ => NotionWire.Error(status, code)
        );

        await Driver.EnrichAsync(Source);
        await Driver.LetPassAsync(TimeSpan.FromMinutes(2), untilIdle: false);

        others.Count(row => row.Text("Title") != EnrichDriver.Title).ShouldBe(0);
        var before = Wire.Calls.Count(call => call.Method == "PATCH");
        await Driver.LetPassAsync(TimeSpan.FromMinutes(20), untilIdle: false, TimeSpan.FromSeconds(5));
        (Wire.Calls.Count(call => call.Method == "PATCH") - before).ShouldBeLessThan(15);
    }

    [Fact]
    public async Task A_time_that_is_far_away_does_not_end_the_reading_of_changes()
    {
        var row = await AddFilledRowAsync();
        Wire.Answer(
            request => request.IsScan,
            _ =>
                NotionWire.Json(
                    200,
                    """{"object":"list","results":[{"object":"page","id":"x","last_edited_time":"9999-12-31T23:59:59Z","created_time":"9999-12-31T23:59:59Z"}],"has_more":false,"next_cursor":null}"""
                )
        );
        await Driver.LetPassAsync(TimeSpan.FromMinutes(3));
        Wire.Answer(_ => false, null!);
        await Driver.LetPassAsync(TimeSpan.FromMinutes(5));

        row.Edit(Driver.Ada, "Title", "Mine");
        await Driver.LetPassAsync(TimeSpan.FromMinutes(2));

        row.Text("Title").ShouldBe(EnrichDriver.Title);
    }

    private SimulatedRow AddRow() => Source.AddRow(Driver.Ada, ("Link", EnrichDriver.PullRequest));

    // What workers did not expect.
    private IEnumerable<string> Failures() =>
        Driver
            .Host.Service.Logs.Lines.Where(line => line.Text.Contains("failed and continues", StringComparison.Ordinal))
            .Select(line => line.Text);
}
