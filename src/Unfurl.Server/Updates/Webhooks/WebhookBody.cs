using Microsoft.IO;
using Unfurl.Server.Http;

namespace Unfurl.Server.Updates.Webhooks;

/// <summary>
/// The whole body of a delivery, which its signature covers. Senders are not authenticated yet, so the memory and the time are
/// limited.
/// </summary>
internal sealed class WebhookBody(LargeBodies large) : BoundedBody(MaxBytes), IDisposable
{
    // https://docs.github.com/en/webhooks/webhook-events-and-payloads#payload-cap
    public const int MaxBytes = 25 * 1024 * 1024;

    private const int BlockBytes = 64 * 1024;

    // Providers wait less: https://docs.github.com/en/webhooks/using-webhooks/best-practices-for-using-webhooks
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    // Blocks that the garbage collector need not clear away after each delivery. Large buffers are rare and not kept.
    private static readonly RecyclableMemoryStreamManager Memory = new(
        new RecyclableMemoryStreamManager.Options
        {
            BlockSize = BlockBytes,
            LargeBufferMultiple = LargeBodies.MinBytes,
            MaximumBufferSize = MaxBytes + LargeBodies.MinBytes,
            MaximumSmallPoolFreeBytes = 4 * LargeBodies.MinBytes,
            MaximumLargePoolFreeBytes = 4 * LargeBodies.MinBytes,
        }
    );

    private RecyclableMemoryStream _stream = Memory.GetStream();
    private long _reserved;

    /// <summary>Until it is disposed of.</summary>
    public ReadOnlyMemory<byte> Bytes => _stream.GetBuffer().AsMemory(0, (int)_stream.Length);

    protected override Memory<byte> FreeSpace => _stream.GetMemory(BlockBytes);

    /// <inheritdoc cref="BoundedBody.ReadAsync"/>
    public async Task<BodyRejection?> ReadAsync(
        HttpRequest request,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        using var limit = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await ReadAsync(request, either.Token);
        }
        catch (OutOfMemoryException)
        {
            return MakeRoom();
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return BodyRejection.Incomplete(StatusCodes.Status408RequestTimeout);
        }
    }

    // Large bodies need a reservation.
    protected override bool TryAdd(int count, long? length)
    {
        _stream.Advance(count);
        if (_stream.Length <= LargeBodies.MinBytes || _reserved > 0)
            return true;
        var size = length ?? MaxBytes;
        if (!large.TryEnter(size))
            return false;
        _reserved = size;
        if (length is not null)
            MoveToOneBuffer(size);
        return true;
    }

    /// <summary>
    /// After memory ran out. What was a large body stays reserved for large ones otherwise, and the next small delivery would
    /// not fit either.
    /// </summary>
    public BodyRejection MakeRoom()
    {
        Dispose();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return BodyRejection.NoRoom;
    }

    public void Dispose()
    {
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
