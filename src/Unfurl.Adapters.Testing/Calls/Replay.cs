using Unfurl.Adapters.Testing.Recordings;

namespace Unfurl.Adapters.Testing.Calls;

/// <summary>Answers with each recording once, and with nothing else.</summary>
internal sealed class Replay(RecordedHttp recorded, IReadOnlyList<Uri> origins) : IAnswers
{
    private readonly Lock _lock = new();
    private readonly List<RecordedExchange> _left = [.. recorded.Exchanges];

    public async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        recorded.Add(await SentRequest.OfAsync(request, cancellationToken));
        lock (_lock)
        {
            var exchange =
                _left.Find(it => it.Answers(request, origins)) ?? throw new AdapterTestException(Missing(request));
            _left.Remove(exchange);
            return exchange.Respond();
        }
    }

    /// <exception cref="AdapterTestException">There are some.</exception>
    public void ThrowIfLeft()
    {
        if (_left.Count > 0)
            throw new AdapterTestException(
                $"{recorded.Name} has what the adapter did not ask for: remove it, or find out why.\n{List(_left)}"
            );
    }

    private string Missing(HttpRequestMessage request)
    {
        var url = $"{request.Method} {request.RequestUri!.AbsoluteUri}";
        if (recorded.Exchanges.Any(it => it.Answers(request, origins)))
            return $"The adapter asked for {url} more often than {recorded.Name} has it: record it once for each time.";
        return recorded.Exchanges.Count == 0
            ? $"The adapter asked for {url}, and {recorded.Name} is empty."
            : $"The adapter asked for {url}, which is not in {recorded.Name}: record it with curl -i. There are:\n{List(recorded.Exchanges)}";
    }

    private static string List(IEnumerable<RecordedExchange> exchanges) =>
        string.Join('\n', exchanges.Select(it => $"- {it}"));
}
