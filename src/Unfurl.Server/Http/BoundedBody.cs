using System.Buffers;
using Microsoft.AspNetCore.Http.Features;
using Unfurl.Server.Logging;

namespace Unfurl.Server.Http;

/// <summary>Reads the body of a request up to a limit.</summary>
internal abstract class BoundedBody(int maxBytes)
{
    /// <summary>Where the next bytes go. It is never empty.</summary>
    protected abstract Memory<byte> FreeSpace { get; }

    /// <param name="count">How many bytes were read into the free space.</param>
    /// <param name="length">The length of the whole body, if it is known.</param>
    /// <returns>False when there is no room for the body now.</returns>
    protected abstract bool TryAdd(int count, long? length);

    /// <returns>Null when the whole body was read.</returns>
    public async ValueTask<BodyRejection?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var kestrelsLimit = request.HttpContext.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>();
        if (request.ContentLength > maxBytes)
        {
            // Most clients read no answer before they have sent everything. Kestrel discards the rest for a few seconds, unless
            // its limit is exceeded: then it closes the connection, and the sender's next request may be lost with it.
            kestrelsLimit.MaxRequestBodySize = null;
            return BodyRejection.TooLarge(maxBytes);
        }
        kestrelsLimit.MaxRequestBodySize = maxBytes;
        try
        {
            while (await request.Body.ReadAsync(FreeSpace, cancellationToken) is > 0 and var count)
            {
                if (!TryAdd(count, request.ContentLength))
                    return BodyRejection.NoRoom;
            }
            return null;
        }
        catch (BadHttpRequestException exception)
        {
            return exception.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? BodyRejection.TooLarge(maxBytes)
                : BodyRejection.Incomplete(exception.StatusCode);
        }
        // A chunk whose size overflows, for example.
        catch (IOException) when (!request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            return BodyRejection.Incomplete(StatusCodes.Status400BadRequest);
        }
    }
}

/// <summary>A small body in rented memory.</summary>
internal sealed class RentedBody(int maxBytes) : BoundedBody(maxBytes), IDisposable
{
    // There is a byte left at the limit, because the end of the body has to be read as well.
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(maxBytes + 1);
    private int _length;

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    protected override Memory<byte> FreeSpace => _buffer.AsMemory(_length);

    protected override bool TryAdd(int count, long? length)
    {
        _length += count;
        return true;
    }

    public Stream ToStream() => new MemoryStream(_buffer, 0, _length, writable: false);

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);
}

/// <summary>Why a body was not read.</summary>
/// <param name="Reason">The reason code for the log.</param>
/// <param name="Detail">The explanation for the sender.</param>
internal readonly record struct BodyRejection(int Status, string Reason, string Detail)
{
    public static readonly BodyRejection NoRoom = new(
        StatusCodes.Status503ServiceUnavailable,
        BodyReasons.NoRoom,
        "There is no room for this delivery now. Send it again in a moment."
    );

    public static BodyRejection TooLarge(int maxBytes) =>
        new(
            StatusCodes.Status413PayloadTooLarge,
            BodyReasons.TooLarge,
            $"The body must not be larger than {maxBytes} bytes."
        );

    public static BodyRejection Incomplete(int status) =>
        new(status, BodyReasons.Incomplete, "The body broke off, came too slowly, or is not sent as HTTP asks.");
}
