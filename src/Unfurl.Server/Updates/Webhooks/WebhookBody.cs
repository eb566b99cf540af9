using Microsoft.IO;

namespace Unfurl.Server.Updates.Webhooks;

/// <summary>A delivery's body, or the reason for its rejection. Disposing it returns its memory.</summary>
internal sealed class WebhookBody(LargeBodies large) : IDisposable
{
    private const int BlockBytes = 64 * 1024;

    // Blocks that the garbage collector need not clear away after each delivery. Large buffers are rare and not kept.
    private static readonly RecyclableMemoryStreamManager Memory = new(
        new RecyclableMemoryStreamManager.Options
        {
            BlockSize = BlockBytes,
            LargeBufferMultiple = LargeBodies.MinBytes,
            MaximumBufferSize = WebhookBodyReader.MaxBytes + LargeBodies.MinBytes,
            MaximumSmallPoolFreeBytes = 4 * LargeBodies.MinBytes,
            MaximumLargePoolFreeBytes = 4 * LargeBodies.MinBytes,
        }
    );

    private RecyclableMemoryStream _stream = Memory.GetStream();
    private long _reserved;

    public Memory<byte> FreeSpace => _stream.GetMemory(BlockBytes);

    /// <summary>The whole body, until it is disposed of.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <summary>Null when the body was read.</summary>
    public (int Status, string Reason)? Rejection { get; private set; }

    /// <param name="count">How many bytes were read into the free space.</param>
    /// <param name="length">The length of the whole body, if it is known.</param>
    /// <returns>False when the body is large, and there is no room for it now.</returns>
    public bool TryAdd(int count, long? length)
    {
        _stream.Advance(count);
        if (_stream.Length <= LargeBodies.MinBytes || _reserved > 0)
            return true;
        var size = length ?? WebhookBodyReader.MaxBytes;
        if (!large.TryEnter(size))
            return false;
        _reserved = size;
        if (length is not null)
            MoveToOneBuffer(size);
        return true;
    }

    public void Complete() => Bytes = _stream.GetBuffer().AsMemory(0, (int)_stream.Length);

    public WebhookBody Reject(int status, string reason)
    {
        Rejection = (status, reason);
        return this;
    }

    public void Dispose()
    {
        Bytes = default;
        _stream.Dispose();
        if (_reserved > 0)
            large.Leave(_reserved);
        _reserved = 0;
    }

    // Otherwise the end would need its memory twice.
    private void MoveToOneBuffer(long size)
    {
        var whole = Memory.GetStream(tag: null, size + BlockBytes, asContiguousBuffer: true);
        _stream.WriteTo(whole);
        _stream.Dispose();
        _stream = whole;
    }
}
