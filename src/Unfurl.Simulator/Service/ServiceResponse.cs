using Unfurl.Simulator.Users;

namespace Unfurl.Simulator.Service;

/// <summary>The response of the service, or the <see cref="Failure"/> to get one.</summary>
internal sealed record ServiceResponse(Exchange Exchange)
{
    public int? Status { get; init; }

    public string? MediaType { get; init; }

    public bool IsNoStore { get; init; }

    // True if a WWW-Authenticate header has the scheme Bearer.
    public bool HasBearerChallenge { get; init; }

    // The value of WWW-Authenticate; empty if it is missing.
    public string Challenge { get; init; } = "";

    public ReadOnlyMemory<byte> Body { get; init; }

    public string? ServerTiming { get; init; }

    public string? Failure { get; init; }

    public bool IsUnauthorized => Status == 401;

    public static ServiceResponse None(Exchange exchange, string failure) => new(exchange) { Failure = failure };

    public static ServiceResponse From(Exchange exchange, HttpResponseMessage response, ReadOnlyMemory<byte> body) =>
        new(exchange)
        {
            Status = (int)response.StatusCode,
            MediaType = response.Content.Headers.ContentType?.MediaType,
            IsNoStore = response.Headers.CacheControl?.NoStore is true,
            HasBearerChallenge = response.Headers.WwwAuthenticate.Any(challenge =>
                challenge.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)
            ),
            Challenge = response.Headers.WwwAuthenticate.ToString(),
            Body = body,
            ServerTiming = response.Headers.TryGetValues("Server-Timing", out var timings)
                ? string.Join(", ", timings)
                : null,
        };

    // The reasons why the response is not a 200 with JSON; empty if it is.
    public IEnumerable<string> CheckJson()
    {
        if (Failure is not null)
            yield return Failure;
        else if (Status != 200)
            yield return $"the response's status is {Status}, not 200";
        else if (!string.Equals(MediaType, "application/json", StringComparison.OrdinalIgnoreCase))
            yield return $"the response's content type is {MediaType ?? "missing"}, not application/json";
    }
}
