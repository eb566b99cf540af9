using System.Net;
using Polly;
using Polly.Retry;

namespace Unfurl.Server.Providers;

/// <summary>Makes the HTTP client of a provider instance.</summary>
internal static class ProviderHttp
{
    /// <summary>Largest answer that is read, in bytes.</summary>
    public const int MaxResponseBytes = 8 * 1024 * 1024;

    public static HttpClient Create(IProviderAdapter adapter, TimeProvider time)
    {
        // No redirects (they would carry tokens to places nobody configured), no cookies.
        var sockets = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(3),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        Uri[] origins = [.. adapter.Origins, adapter.SignIn.TokenEndpoint];
        var limited = new ResponseSizeLimitHandler(MaxResponseBytes, new RetryHandler(time, sockets));
        return new HttpClient(new OriginGuard(origins, limited))
        {
            MaxResponseContentBufferSize = MaxResponseBytes,
            // Sign-in uses this client too, and some providers refuse requests that do not say who is calling.
            DefaultRequestHeaders = { { "User-Agent", "Unfurl/1.0" } },
            // Every call carries its own limit; this one ends what forgot to.
            Timeout = TimeSpan.FromSeconds(30),
        };
    }
}

/// <summary>Lets requests go to the configured origins only.</summary>
internal sealed class OriginGuard(IEnumerable<Uri> origins, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly HashSet<string> _origins = new(origins.Select(Origin), StringComparer.Ordinal);

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    ) =>
        request.RequestUri is { IsAbsoluteUri: true } uri && _origins.Contains(Origin(uri))
            ? base.SendAsync(request, cancellationToken)
            : throw new UndeclaredOriginException(request.RequestUri?.Host);

    private static string Origin(Uri uri) => uri.GetLeftPart(UriPartial.Authority).ToLowerInvariant();
}

/// <summary>An adapter called an origin that is not among its <see cref="IProviderAdapter.Origins"/>: a bug in the adapter.</summary>
internal sealed class UndeclaredOriginException(string? host)
    : InvalidOperationException($"The adapter called an origin it did not declare: {host}.");

/// <summary>
/// Tries once more where it helps: when no connection could be made, and when a gateway failed a request that may be
/// repeated (RFC 9110 §9.2.2), fast and without naming a time (Retry-After, §10.2.3): the time limit of the whole call
/// goes on, and it leaves no room for a wait or for what would be slow again. That a POST only reads is known to the
/// adapter alone, which may repeat it itself.
/// </summary>
internal sealed class RetryHandler : DelegatingHandler
{
    private static readonly TimeSpan FastFailure = TimeSpan.FromSeconds(1);
    private static readonly ResiliencePropertyKey<HttpMethod> Method = new("method");
    private static readonly ResiliencePropertyKey<long> Start = new("start");
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;

    public RetryHandler(TimeProvider time, HttpMessageHandler inner)
        : base(inner)
    {
        _time = time;
        _pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddRetry(
                new RetryStrategyOptions<HttpResponseMessage>
                {
                    MaxRetryAttempts = 1,
                    Delay = TimeSpan.FromMilliseconds(100),
                    UseJitter = true,
                    ShouldHandle = arguments => ValueTask.FromResult(ShouldRetry(arguments.Context, arguments.Outcome)),
                    OnRetry = arguments =>
                    {
                        arguments.Outcome.Result?.Dispose();
                        return ValueTask.CompletedTask;
                    },
                }
            )
            .Build();
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            context.Properties.Set(Method, request.Method);
            context.Properties.Set(Start, _time.GetTimestamp());
            return await _pipeline.ExecuteAsync(
                async (context, state) => await base.SendAsync(state, context.CancellationToken),
                context,
                request
            );
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private bool ShouldRetry(ResilienceContext context, Outcome<HttpResponseMessage> outcome)
    {
        if (outcome.Exception is HttpRequestException exception)
            return exception.HttpRequestError
                is HttpRequestError.ConnectionError
                    or HttpRequestError.NameResolutionError;
        return outcome.Result?.StatusCode
                is HttpStatusCode.BadGateway
                    or HttpStatusCode.ServiceUnavailable
                    or HttpStatusCode.GatewayTimeout
            && outcome.Result.Headers.RetryAfter is null
            && context.Properties.GetValue(Method, HttpMethod.Post) == HttpMethod.Get
            && _time.GetElapsedTime(context.Properties.GetValue(Start, 0)) < FastFailure;
    }
}
