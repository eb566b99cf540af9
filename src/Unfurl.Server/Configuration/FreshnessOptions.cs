using System.ComponentModel.DataAnnotations;

namespace Unfurl.Server.Configuration;

internal sealed class CacheOptions : IValidatableObject
{
    public const string Section = "Unfurl:Cache";

    [Setting("how long a card is served from the cache without a call to its provider")]
    public TimeSpan Fresh { get; set; } = TimeSpan.FromMinutes(1);

    [Setting("how long a card may still be served while its provider is slow or down; not shorter than `Fresh`")]
    public TimeSpan Stale { get; set; } = TimeSpan.FromDays(1);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Stale < Fresh)
            yield return new($"must not be shorter than {Section}:{nameof(Fresh)}", [nameof(Stale)]);
    }
}

internal sealed class ResolveOptions : IValidatableObject
{
    public const string Section = "Unfurl:Resolve";

    // A page does not wait longer.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    [Setting("how long a request waits for the provider before a stale card is served")]
    public TimeSpan SoftTimeout { get; set; } = TimeSpan.FromSeconds(1);

    [Setting("how long a request waits for the provider at all; not shorter than the soft timeout")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Timeout > Longest)
            yield return new($"must not be longer than {Longest:c}", [nameof(Timeout)]);
        if (SoftTimeout > Timeout)
            yield return new($"must not be longer than {Section}:{nameof(Timeout)}", [nameof(SoftTimeout)]);
    }
}

internal sealed class UpdateOptions
{
    public const string Section = "Unfurl:Updates";

    [Setting("how long a preview that nobody opens is kept up to date")]
    public TimeSpan TrackFor { get; set; } = TimeSpan.FromDays(90);
}
