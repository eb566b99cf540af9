using System.Net;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Retry;
using Unfurl.Server.Http.Outgoing;

namespace Unfurl.Server.Providers;

/// <summary>
/// Retries once after a failed connection, and after a fast 502, 503 or 504 of a GET without Retry-After (RFC 9110 §9.2.2,
/// §10.2.3). The time limit of the whole call leaves no room for more. Only an adapter knows that its POST can be repeated.
/// </summary>
/// <remarks>There is no circuit breaker: an instance's accounts share its client, but not their limits.</remarks>
internal static class ProviderRetry
{
    private static readonly TimeSpan FastFailure = TimeSpan.FromSeconds(1);
    private static readonly ResiliencePropertyKey<long> Start = new("start");

    // The pipeline is not registered, because a registry waits at its disposal up to 30 s of TimeProvider's time for calls in
    // progress, and delays the end of the service.
    public static void AddProviderRetry(this IHttpClientBuilder client) =>
        client.AddHttpMessageHandler(services => new ResilienceHandler(
            Pipeline(services.GetRequiredService<TimeProvider>())
        ));

    // Without telemetry: Polly would log each attempt with the exception's message.
    private static ResiliencePipeline<HttpResponseMessage> Pipeline(TimeProvider time) =>
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddStrategy(_ => new StartTime(time))
            .AddRetry(
                new RetryStrategyOptions<HttpResponseMessage>
                {
                    MaxRetryAttempts = 1,
                    Delay = TimeSpan.FromMilliseconds(100),
                    UseJitter = true,
                    ShouldHandle = attempt => ValueTask.FromResult(ShouldRetry(attempt.Context, attempt.Outcome, time)),
                }
            )
            .Build();

    private static bool ShouldRetry(ResilienceContext context, Outcome<HttpResponseMessage> outcome, TimeProvider time)
    {
        if (outcome.Exception is HttpRequestException exception)
            return exception.HttpRequestError
                    is HttpRequestError.ConnectionError
                        or HttpRequestError.NameResolutionError
                && exception.InnerException is not AddressRefusedException;
        return outcome.Result?.StatusCode
                is HttpStatusCode.BadGateway
                    or HttpStatusCode.ServiceUnavailable
                    or HttpStatusCode.GatewayTimeout
            && outcome.Result.Headers.RetryAfter is null
            && context.GetRequestMessage()?.Method == HttpMethod.Get
            && time.GetElapsedTime(context.Properties.GetValue(Start, 0)) < FastFailure;
    }

    // A retry strategy does not know when the first attempt started.
    private sealed class StartTime(TimeProvider time) : ResilienceStrategy<HttpResponseMessage>
    {
        protected override ValueTask<Outcome<HttpResponseMessage>> ExecuteCore<TState>(
            Func<ResilienceContext, TState, ValueTask<Outcome<HttpResponseMessage>>> callback,
            ResilienceContext context,
            TState state
        )
        {
            context.Properties.Set(Start, time.GetTimestamp());
            return callback(context, state);
        }
    }
}
