using System.Collections.Concurrent;
using Unfurl.Server.Connections.Credentials;
using Unfurl.Server.Providers;

namespace Unfurl.Server.Previews;

/// <summary>What the provider says of a personal key: a closed set.</summary>
internal abstract record KeyCheck
{
    private KeyCheck() { }

    /// <summary>It is still its user's.</summary>
    internal sealed record Valid : KeyCheck;

    /// <summary>It is nobody's any more, or somebody else's.</summary>
    internal sealed record Rejected : KeyCheck;

    /// <param name="Reason">For the log.</param>
    internal sealed record Unknown(string Reason) : KeyCheck;
}

/// <summary>
/// Asks providers whose the personal keys are, and remembers it for a while. Links that are resolved at once share one question.
/// </summary>
internal sealed class KeyChecks(TimeProvider time) : IRemembering
{
    /// <summary>How long a valid key counts as valid.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    /// <summary>The same when something was refused: a page with many hidden links asks once.</summary>
    public static readonly TimeSpan OnRefusal = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);

    // By the credential as it is stored, so that a new key is another.
    private readonly ConcurrentDictionary<(string Id, string? Stored), Check> _checks = new();

    /// <param name="maxAge">How old an answer may be.</param>
    public Task<KeyCheck> CheckAsync(ProviderInstance instance, Credential credential, TimeSpan maxAge)
    {
        var key = (credential.Id, credential.Stored);
        if (_checks.TryGetValue(key, out var known) && IsGood(known, maxAge))
            return known.Answer.Value;
        var check = new Check(time.GetTimestamp(), new(() => AskAsync(instance, credential)));
        check = _checks.AddOrUpdate(
            key,
            check,
            (_, current) => current != known && IsGood(current, maxAge) ? current : check
        );
        return check.Answer.Value;
    }

    /// <inheritdoc/>
    public void Sweep()
    {
        foreach (var (key, check) in _checks)
        {
            if (time.GetElapsedTime(check.Began) > Every)
                _checks.TryRemove(KeyValuePair.Create(key, check));
        }
    }

    // What is not known is asked again.
    private bool IsGood(Check check, TimeSpan maxAge) =>
        time.GetElapsedTime(check.Began) <= maxAge
        && check.Answer.Value is { IsCompleted: false } or { IsCompletedSuccessfully: true, Result: KeyCheck.Valid };

    private async Task<KeyCheck> AskAsync(ProviderInstance instance, Credential credential)
    {
        // Callers that join would otherwise block on the Lazy.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        // Not the caller's limit: others wait for the same answer.
        using var limit = new CancellationTokenSource(TimeLimit, time);
        return await UserIdentification.AskAsync(instance, credential.AccessToken, limit.Token) switch
        {
            Identification.Known(var subject, _) when subject == credential.Subject => new KeyCheck.Valid(),
            Identification.Unavailable(var reason) => new KeyCheck.Unknown(reason),
            _ => new KeyCheck.Rejected(),
        };
    }

    private sealed record Check(long Began, Lazy<Task<KeyCheck>> Answer);
}
