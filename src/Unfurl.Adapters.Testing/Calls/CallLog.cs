namespace Unfurl.Adapters.Testing.Calls;

/// <summary>Keeps what an adapter writes for the operator.</summary>
internal sealed class CallLog : IAdapterLog
{
    private readonly List<string> _messages = [];

    public IReadOnlyList<string> Messages
    {
        get
        {
            lock (_messages)
                return [.. _messages];
        }
    }

    public void Debug(string message) => Add(message);

    public void Warn(string message) => Add(message);

    private void Add(string message)
    {
        lock (_messages)
            _messages.Add(message);
    }
}
