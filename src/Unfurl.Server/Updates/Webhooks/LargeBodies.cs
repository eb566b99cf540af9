namespace Unfurl.Server.Updates.Webhooks;

/// <summary>Limits how many large bodies are in memory at once, and how much of it they take together.</summary>
internal sealed class LargeBodies
{
    public const int MinBytes = 1024 * 1024;

    private const int MaxCount = 4;

    // The rest is for reading them and for everything else. A container's limit counts as what there is.
    private const int ShareOfMemory = 3;

    private readonly long _maxBytes = Math.Min(
        MaxCount * (long)WebhookBody.MaxBytes,
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / ShareOfMemory
    );
    private readonly Lock _gate = new();
    private int _count;
    private long _bytes;

    public bool TryEnter(long bytes)
    {
        lock (_gate)
        {
            if (_count == MaxCount || _bytes + bytes > _maxBytes)
                return false;
            (_count, _bytes) = (_count + 1, _bytes + bytes);
            return true;
        }
    }

    public void Leave(long bytes)
    {
        lock (_gate)
            (_count, _bytes) = (_count - 1, _bytes - bytes);
    }
}
