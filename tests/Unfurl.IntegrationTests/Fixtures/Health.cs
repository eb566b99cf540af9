namespace Unfurl.IntegrationTests.Fixtures;

internal static class Health
{
    public const string Healthy = """{"status":"healthy","checks":{"storage":"healthy","redis":"healthy"}}""";
    public const string Degraded = """{"status":"degraded","checks":{"storage":"healthy","redis":"degraded"}}""";

    /// <summary>What <c>/health/ready</c> says; a service without Redis is ready all the same.</summary>
    public static async Task<string> HealthAsync(this HttpClient client)
    {
        using var response = await client.GetAsync("/health/ready");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await response.Content.ReadAsStringAsync();
    }
}
