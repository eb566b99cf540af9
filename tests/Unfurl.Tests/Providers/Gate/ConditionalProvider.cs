using System.Net;
using Unfurl.Adapters;
using Unfurl.Server.Providers.Gate;

namespace Unfurl.Tests.Providers.Gate;

/// <summary>A provider with entity tags, and the client that asks it conditionally.</summary>
internal sealed class ConditionalProvider : HttpMessageHandler
{
    public const string Url = "https://wiki.acme.com/page?id=1";

    private readonly HttpClient _http;

    public ConditionalProvider(TimeProvider time) =>
        _http = new HttpClient(new ConditionalRequests(time) { InnerHandler = this });

    public Func<HttpResponseMessage> Answer { get; set; } = () => new(HttpStatusCode.OK);

    /// <summary>What the next answer waits for; null to answer at once.</summary>
    public Task? Held { get; set; }

    /// <summary>If-None-Match of each request.</summary>
    public List<string?> Tags { get; } = [];

    public static HttpRequestMessage Request() => new HttpRequestMessage(HttpMethod.Get, Url).AskConditionally();

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) =>
        _http.SendAsync(request, TestContext.Current.CancellationToken);

    public async Task<(HttpStatusCode Status, string Body)> GetAsync(
        string url = Url,
        bool isConditional = true,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        if (isConditional)
            request.AskConditionally();
        using var response = await SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public static Func<HttpResponseMessage> Ok(
        string body,
        string? tag,
        params (string Name, string? Value)[] headers
    ) => () => With(new(HttpStatusCode.OK) { Content = new StringContent(body) }, [("ETag", tag), .. headers]);

    public static Func<HttpResponseMessage> NotModified(params (string Name, string? Value)[] headers) =>
        () => With(new(HttpStatusCode.NotModified), headers);

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        Tags.Add(request.Headers.NonValidated.TryGetValues("If-None-Match", out var tags) ? tags.ToString() : null);
        var (answer, held) = (Answer, Held);
        await (held ?? Task.CompletedTask);
        return answer();
    }

    private static HttpResponseMessage With(HttpResponseMessage response, (string Name, string? Value)[] headers)
    {
        foreach (var (name, value) in headers)
        {
            if (value is null || response.Headers.TryAddWithoutValidation(name, value))
                continue;
            response.Content.Headers.Remove(name);
            response.Content.Headers.TryAddWithoutValidation(name, value);
        }
        return response;
    }
}
