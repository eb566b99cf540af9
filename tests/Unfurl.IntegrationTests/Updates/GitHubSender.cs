namespace Unfurl.IntegrationTests.Updates;

/// <summary>Sends deliveries as GitHub does, and reads the rows that they create.</summary>
internal sealed class GitHubSender(UnfurlHost service, TestDatabase database) : IDisposable
{
    public const string Path = "/webhooks/github";

    private readonly HttpClient _http = service.CreateClient();

    public static KeyValuePair<string, string?> Secret =>
        new("Unfurl:Providers:github:WebhookSecret", GitHubDelivery.Secret);

    public async Task<ReceivedResponse> SendAsync(GitHubDelivery delivery, string path = Path)
    {
        using var request = delivery.ToRequest(path);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return await ReceivedResponse.ReadAsync(response);
    }

    public async Task SendAcceptedAsync(GitHubDelivery delivery)
    {
        var received = await SendAsync(delivery);
        received.Status.ShouldBe(HttpStatusCode.Accepted, received.Body);
    }

    public Task<IReadOnlyList<string>> QueuedAsync() => database.QueuedRefreshesAsync();

    public void Dispose() => _http.Dispose();
}
