using System.Net;
using System.Text;
using Unfurl.IntegrationTests.Fixtures;
using Unfurl.Testing;

namespace Unfurl.IntegrationTests.Contract.BadInput;

/// <summary>
/// Promise 7: bad input gets a clear 4xx, never a 5xx, and changes nothing. That none is answered with 5xx is checked
/// by the host of every test.
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

    /// <summary>Sends a request that must neither succeed nor change anything, and then an honest one on the same connection.</summary>
    /// <returns>The refusal.</returns>
    protected async Task<ReceivedResponse> RejectedAsync(Operation operation, HttpRequestMessage request)
    {
        var answer = await SendAsync(request);
        ((int)answer.Status).ShouldBeInRange(400, 499, $"{operation}: {answer.Body}");
        ShouldBeDescriptive(operation, answer);
        return answer;
    }

    /// <summary>Sends a request that must change nothing, whatever it is answered.</summary>
    protected async Task<ReceivedResponse> SendAsync(HttpRequestMessage request)
    {
        var before = await Shared.Host.Database.RowCountsAsync();
        using var client = CreateClient();

        using var response = await client.SendAsync(request, Cancellation);
        var answer = await ReceivedResponse.ReadAsync(response);
        using var next = await client.GetAsync("/health/live", Cancellation);

        next.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Shared.Host.Database.RowCountsAsync()).ShouldBe(before);
        return answer;
    }

    /// <summary>A request that would be right but for what a test does to it.</summary>
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

    /// <summary>A client that writes any header as it is.</summary>
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

    /// <summary>Notion's token endpoint speaks RFC 6749 §5.2, everything else RFC 9457.</summary>
    private static void ShouldBeDescriptive(Operation operation, ReceivedResponse answer)
    {
        if (operation.Path == Operation.TokenPath && answer.Status != HttpStatusCode.MethodNotAllowed)
        {
            answer.MediaType.ShouldBe("application/json", operation.ToString());
            answer["error"].ShouldNotBeEmpty();
            answer["error_description"].ShouldNotBeEmpty();
            answer.CacheControl.ShouldBe("no-store");
            return;
        }
        answer.MediaType.ShouldBe("application/problem+json", operation.ToString());
        answer.Json.GetProperty("status").GetInt32().ShouldBe((int)answer.Status);
        answer["title"].ShouldNotBeEmpty();
        answer["detail"].Length.ShouldBeGreaterThan(20, answer.Body);
    }
}
