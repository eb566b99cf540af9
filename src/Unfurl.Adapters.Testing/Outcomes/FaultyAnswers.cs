using Unfurl.Adapters.Testing.Calls;
using Unfurl.Adapters.Testing.Recordings;

namespace Unfurl.Adapters.Testing.Outcomes;

/// <summary>
/// Answers as recorded, apart from one recording. After a fault an adapter may go another way than it went, so what it then asks is
/// answered again, and what is not recorded gets the fault as well.
/// </summary>
internal sealed class FaultyAnswers(
    IReadOnlyList<RecordedExchange> exchanges,
    IReadOnlyList<Uri> origins,
    RecordedExchange faulty,
    Func<CancellationToken, Task<HttpResponseMessage>> fault
) : IAnswers
{
    private readonly Lock _lock = new();
    private readonly List<RecordedExchange> _left = [.. exchanges];

    public Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var exchange = Find(request);
        return exchange is null || ReferenceEquals(exchange, faulty)
            ? fault(cancellationToken)
            : Task.FromResult(exchange.Respond());
    }

    private RecordedExchange? Find(HttpRequestMessage request)
    {
        lock (_lock)
        {
            var next = _left.Find(it => it.Answers(request, origins));
            if (next is not null)
                _left.Remove(next);
            return next ?? exchanges.LastOrDefault(it => it.Answers(request, origins));
        }
    }
}
