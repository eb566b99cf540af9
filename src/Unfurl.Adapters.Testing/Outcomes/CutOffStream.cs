namespace Unfurl.Adapters.Testing.Outcomes;

/// <summary>The start of a body, after which the connection ends.</summary>
internal sealed class CutOffStream(byte[] start) : MemoryStream(start, writable: false)
{
    public override bool CanSeek => false;

    public override int Read(Span<byte> buffer) => OrEnd(base.Read(buffer), buffer.Length);

    public override int Read(byte[] buffer, int offset, int count) => OrEnd(base.Read(buffer, offset, count), count);

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    ) => OrEnd(await base.ReadAsync(buffer, cancellationToken), buffer.Length);

    public override async Task<int> ReadAsync(
        byte[] buffer,
        int offset,
        int count,
        CancellationToken cancellationToken
    ) => await ReadAsync(buffer.AsMemory(offset, count), cancellationToken);

    public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
    {
        await base.CopyToAsync(destination, bufferSize, cancellationToken);
        throw Ended();
    }

    private static int OrEnd(int read, int wanted) => read > 0 || wanted == 0 ? read : throw Ended();

    // What HttpClient throws.
    private static HttpIOException Ended() => new(HttpRequestError.ResponseEnded, "The response ended prematurely.");
}
