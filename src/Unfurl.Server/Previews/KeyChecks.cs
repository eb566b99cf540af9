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
internal sealed class KeyChecks(UserIdentification users, TimeProvider time) : IRemembering
{
    /// <summary>How long a valid key counts as valid.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);

    // By the credential as it is stored, so that a new key is another.
    private readonly ConcurrentDictionary<(string Id, string? Stored), Check> _checks = new();

    private long _order;

    /// <summary>A moment in the order of all questions.</summary>
    public long Now() => Interlocked.Increment(ref _order);

    /// <param name="since">The moment from which on the provider must have been asked; null for the last minutes.</param>
    public Task<KeyCheck> CheckAsync(ProviderInstance instance, Credential credential, long? since = null)
    {
        var key = (credential.Id, credential.Stored);
        if (_checks.TryGetValue(key, out var known) && IsGood(known, since))
            return known.Answer.Value;
        var order = Now();
        var check = new Check(order, time.GetTimestamp(), new(() => AskOnceAsync(instance, credential, order)));
        check = _checks.AddOrUpdate(
            key,
            check,
            (_, current) => current != known && IsGood(current, since) ? current : check
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

    private bool IsGood(Check check, long? since) =>
        since is { } moment ? check.Order > moment : time.GetElapsedTime(check.Began) <= Every;

    // Only a valid key is remembered: anything else is asked again.
    private async Task<KeyCheck> AskOnceAsync(ProviderInstance instance, Credential credential, long order)
    {
        var answer = await AskAsync(instance, credential);
        var key = (credential.Id, credential.Stored);
        if (answer is not KeyCheck.Valid && _checks.TryGetValue(key, out var check) && check.Order == order)
            _checks.TryRemove(KeyValuePair.Create(key, check));
        return answer;
    }

    private async Task<KeyCheck> AskAsync(ProviderInstance instance, Credential credential)
    {
        // Callers that join would otherwise block on the Lazy.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        // Not the caller's limit: others wait for the same answer.
        using var limit = new CancellationTokenSource(TimeLimit, time);
        return await users.AskAsync(instance, credential.AccessToken, limit.Token) switch
        {
            Identification.Known(var subject, _) when subject == credential.Subject => new KeyCheck.Valid(),
            Identification.Unavailable(var reason) => new KeyCheck.Unknown(reason),
            _ => new KeyCheck.Rejected(),
        };
    }

    private sealed record Check(long Order, long Began, Lazy<Task<KeyCheck>> Answer);
}
