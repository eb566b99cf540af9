using Unfurl.Adapters.Testing.Calls;
using Unfurl.Adapters.Testing.Recordings;

namespace Unfurl.Adapters.Testing.Outcomes;

/// <summary>A call of an adapter that is made again and again, and what its results must be.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
internal sealed record CheckedCall<T>
    where T : class
{
    public required TestedAdapter Tested { get; init; }

    public required RecordedHttp Http { get; init; }

    /// <summary>Calls an adapter that was made for it.</summary>
    public required Func<IProviderAdapter, ProviderCall, CancellationToken, Task<T>> Call { get; init; }

    /// <summary>All texts of a result.</summary>
    public required Func<T, string> Describe { get; init; }

    /// <summary>What the service makes of an exception that it handles.</summary>
    public required Func<string, T> Unavailable { get; init; }

    /// <summary>What is wrong with a result; null for nothing.</summary>
    public required Func<FaultKind, RecordedExchange, T, string?> Judge { get; init; }

    /// <param name="faulty">The recording that does not answer.</param>
    /// <param name="fault">What happens instead.</param>
    /// <param name="cancellationToken">Is given to the adapter.</param>
    public async Task<(T Result, IReadOnlyList<string> Log)> RunAsync(
        RecordedExchange faulty,
        Func<CancellationToken, Task<HttpResponseMessage>> fault,
        CancellationToken cancellationToken
    )
    {
        var adapter = Tested.Make();
        var answers = new FaultyAnswers(Http.Exchanges, Origins.Of(adapter), faulty, fault);
        using var run = new AdapterRun(adapter, answers, TestedAdapter.CredentialFor(adapter), Tested.Time);
        var result = await run.RunAsync(call => Call(adapter, call, cancellationToken), Describe);
        return (result, run.Messages);
    }
}
