using System.Text;

namespace Unfurl.IntegrationTests.Http.BadInput;

/// <summary>
/// Promise 7: bad input gets a clear 4xx, never a 5xx, and changes nothing. Every test's host checks that there is no
/// 5xx.
/// </summary>
public abstract class BadInputTests(SharedTestHost shared)
{
    protected const string Link = "https://acme.example/items/1";

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected SharedTestHost Shared { get; } = shared;

    protected UnfurlHost Service => Shared.Host.Service;

    public static TheoryData<Operation> Operations => [.. Operation.All];

    public static TheoryData<Operation> OperationsWithBody =>
        [.. Operation.All.Where(operation => operation.TakesBody)];

    public static TheoryData<Operation> OperationsWithBearer =>
        [.. Operation.All.Where(operation => operation.NeedsBearer)];

    // Sends an invalid request and then a valid one on the same connection. Returns the rejection.
    protected async Task<ReceivedResponse> RejectedAsync(Operation operation, HttpRequestMessage request)
    {
        var received = await SendAsync(request);
        ((int)received.Status).ShouldBeInRange(400, 499, $"{operation}: {received.Body}");
        ShouldBeDescriptive(operation, received);
        return received;
    }

    protected async Task<ReceivedResponse> SendAsync(HttpRequestMessage request)
    {
        var before = await Shared.Host.Database.RowCountsAsync();
        using var client = CreateClient();

        using var response = await client.SendAsync(request, Cancellation);
        var received = await ReceivedResponse.ReadAsync(response);
        using var next = await client.GetAsync("/health/live", Cancellation);

        next.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Shared.Host.Database.RowCountsAsync()).ShouldBe(before);
        return received;
    }

    protected HttpRequestMessage Request(Operation operation, HttpContent? body = null, string? query = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(operation.Method), operation.Path + query)
        {
            Content = body,
        };
        if (operation.NeedsBearer)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {Shared.Ada.AccessToken}");
        return request;
    }

    private HttpClient CreateClient() =>
        new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
            }
        )
        {
            BaseAddress = Service.Url,
        };

    protected static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    // Notion's token endpoint uses RFC 6749 §5.2, all others RFC 9457.
    private static void ShouldBeDescriptive(Operation operation, ReceivedResponse received)
    {
        if (operation.Path == Operation.TokenPath && received.Status != HttpStatusCode.MethodNotAllowed)
        {
            received.MediaType.ShouldBe("application/json", operation.ToString());
            received["error"].ShouldNotBeEmpty();
            received["error_description"].ShouldNotBeEmpty();
            received.CacheControl.ShouldBe("no-store");
            return;
        }
        received.MediaType.ShouldBe("application/problem+json", operation.ToString());
        received.Json.GetProperty("status").GetInt32().ShouldBe((int)received.Status);
        received["title"].ShouldNotBeEmpty();
        received["detail"].Length.ShouldBeGreaterThan(20, received.Body);
    }
}
