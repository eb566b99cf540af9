namespace Unfurl.Adapters.Testing.Calls;

/// <summary>One call of an adapter, and whether the credential stayed where it belongs.</summary>
internal sealed class AdapterRun : IDisposable
{
    // As in the service.
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(30);

    private readonly AnswerHandler _handler;
    private readonly HttpClient _http;
    private readonly CallLog _log;
    private readonly ProviderCall _call;

    public AdapterRun(
        IProviderAdapter adapter,
        IAnswers answers,
        Secret? credential,
        TimeProvider time,
        CallLog? log = null
    )
    {
        _handler = new AnswerHandler(adapter, answers, credential);
        _http = new HttpClient(_handler)
        {
            MaxResponseContentBufferSize = AnswerHandler.MaxResponseBytes,
            Timeout = MaxTime,
        };
        _http.DefaultRequestHeaders.Add("User-Agent", "Unfurl/1.0");
        _log = log ?? new CallLog();
        _call = new ProviderCall(_http, credential, time, _log);
    }

    /// <param name="work">Calls the adapter.</param>
    /// <param name="describe">All texts of the result.</param>
    /// <exception cref="AdapterTestException">The adapter did what it must not do.</exception>
    public async Task<T> RunAsync<T>(Func<ProviderCall, Task<T>> work, Func<T, string> describe)
        where T : class
    {
        T? result;
        try
        {
            result = await work(_call);
        }
        catch (Exception) when (_handler.Failure is { } failure)
        {
            throw new AdapterTestException(failure.Message, failure);
        }
        if (_handler.Failure is { } caught)
            throw new AdapterTestException(caught.Message, caught);
        if (result is null)
            throw new AdapterTestException("The adapter returned null: it must always say what became of the call.");
        if (HasCredential(describe(result)))
            throw new AdapterTestException(
                $"The credential is in the result, which is stored and shown: take it out.\n{describe(result)}"
            );
        if (_log.Messages.FirstOrDefault(HasCredential) is { } message)
            throw new AdapterTestException($"The credential is in the log: take it out of '{message}'.");
        return result;
    }

    public IReadOnlyList<string> Messages => _log.Messages;

    public void Dispose()
    {
        _http.Dispose();
        _handler.Dispose();
    }

    private bool HasCredential(string? text) =>
        _call.Credential is { } credential && text?.Contains(credential.Reveal(), StringComparison.Ordinal) == true;
}
