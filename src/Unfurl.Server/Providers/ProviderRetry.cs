using System.Net;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Retry;

namespace Unfurl.Server.Providers;

/// <summary>
/// Tries once more where it helps: when no connection could be made, and when a gateway failed a request that may be
/// repeated (RFC 9110 §9.2.2), fast and without naming a time (Retry-After, §10.2.3): the time limit of the whole call
/// goes on, and it leaves no room for a wait or for what would be slow again. That a POST only reads is known to the
/// adapter alone, which may repeat it itself.
/// </summary>
/// <remarks>There is no circuit breaker: an instance's accounts share its client, but not their limits.</remarks>
internal static class ProviderRetry
{
    private static readonly TimeSpan FastFailure = TimeSpan.FromSeconds(1);
    private static readonly ResiliencePropertyKey<long> Start = new("start");

    /// <remarks>
    /// The pipeline is not registered: a registry that is disposed waits up to 30 s of <see cref="TimeProvider"/>'s time for
    /// calls under way, and would hold up the end of the service.
    /// </remarks>
    public static void AddProviderRetry(this IHttpClientBuilder client) =>
        client.AddHttpMessageHandler(services => new ResilienceHandler(
            Pipeline(services.GetRequiredService<TimeProvider>())
        ));

    // Without telemetry: the caller logs a failure once and without an exception's message; Polly would log each try with it.
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
                    or HttpRequestError.NameResolutionError;
        return outcome.Result?.StatusCode
                is HttpStatusCode.BadGateway
                    or HttpStatusCode.ServiceUnavailable
                    or HttpStatusCode.GatewayTimeout
            && outcome.Result.Headers.RetryAfter is null
            && context.GetRequestMessage()?.Method == HttpMethod.Get
            && time.GetElapsedTime(context.Properties.GetValue(Start, 0)) < FastFailure;
    }

    /// <summary>Stores when the first try began: a retry does not know.</summary>
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
