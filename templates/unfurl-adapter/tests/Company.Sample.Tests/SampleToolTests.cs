namespace SampleNamespace.Tests;

public sealed class SampleToolTests
{
    private static readonly TestedAdapter SampleTool = new(new SampleToolProviderType(), "host.example");

    // With UPDATE_CARDS=1 the card beside the recording is written instead of compared.
    [Theory]
    [InlineData("/pages/12", "Cases/page.http")]
    [InlineData("/pages/13", "Cases/page.missing.http")]
    public Task A_link_becomes_its_card(string url, string recording) =>
        SampleTool.CheckCaseAsync(url, recording, TestContext.Current.CancellationToken);

    [Fact]
    public Task It_does_what_every_adapter_must() =>
        SampleTool.CheckAllAsync("/pages/12", RecordedHttp.Load("Cases/page.http"));

    [Fact]
    public Task It_knows_whose_a_key_is() => SampleTool.CheckIdentificationAsync(RecordedHttp.Load("Cases/me.http"));

    [Fact]
    public async Task It_sends_the_key_in_a_header()
    {
        var recorded = RecordedHttp.Load("Cases/page.http");

        await SampleTool.ResolveAsync("/pages/12", recorded, "a key", TestContext.Current.CancellationToken);

        Assert.Equal("Bearer a key", Assert.Single(recorded.Requests).Headers["Authorization"]);
    }
}
