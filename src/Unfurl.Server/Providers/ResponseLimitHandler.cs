using System.Net;

namespace Unfurl.Server.Providers;

/// <summary>
/// Limits the size and the time of responses, including those that an adapter reads as a stream, which the client's own limits
/// leave out. Decompressed bytes count.
/// </summary>
internal sealed class ResponseLimitHandler(int maxBytes, TimeSpan maxTime, TimeProvider time) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var limit = Math.Min(ProviderRequests.ResponseLimitOf(request) ?? maxBytes, maxBytes);
        var isCut = ProviderRequests.IsCut(request);
        var response = await base.SendAsync(request, cancellationToken);
        if (!isCut && response.Content.Headers.ContentLength > limit)
        {
            response.Dispose();
            throw new HttpRequestException(
                HttpRequestError.ConfigurationLimitExceeded,
                $"The answer is longer than {limit} bytes."
            );
        }
        response.Content = new LimitedContent(
            response.Content,
            body => new LimitedStream(body, limit, isCut, new CancellationTokenSource(maxTime, time)),
            isCut
        );
        return response;
    }

    private sealed class LimitedContent : HttpContent
    {
        private readonly HttpContent _inner;
        private readonly Func<Stream, Stream> _limit;

        private readonly bool _isCut;

        public LimitedContent(HttpContent inner, Func<Stream, Stream> limit, bool isCut)
        {
            (_inner, _limit, _isCut) = (inner, limit, isCut);
            foreach (var (name, values) in inner.Headers)
                Headers.TryAddWithoutValidation(name, values);
        }

        protected override async Task<Stream> CreateContentReadStreamAsync() =>
            _limit(await _inner.ReadAsStreamAsync());

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await using var limited = await CreateContentReadStreamAsync();
            await limited.CopyToAsync(stream);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _inner.Headers.ContentLength ?? 0;
            return !_isCut && _inner.Headers.ContentLength is not null;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _inner.Dispose();
            base.Dispose(disposing);
        }
    }

    private sealed class LimitedStream(Stream inner, int maxBytes, bool isCut, CancellationTokenSource timeout) : Stream
    {
        private long _read;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => _read;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) =>
            Count(inner.Read(buffer, offset, isCut ? (int)Math.Min(count, maxBytes - _read) : count));

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            // Like HttpClient's own timeout, it ends as a cancellation that the caller did not ask for.
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            var part = isCut ? buffer[..(int)Math.Min(buffer.Length, maxBytes - _read)] : buffer;
            return part.IsEmpty && isCut ? 0 : Count(await inner.ReadAsync(part, either.Token));
        }

        public override Task<int> ReadAsync(
            byte[] buffer,
            int offset,
            int count,
            CancellationToken cancellationToken
        ) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
                timeout.Dispose();
            }
            base.Dispose(disposing);
        }

        private int Count(int read) =>
            (_read += read) <= maxBytes
                ? read
                : throw new HttpIOException(
                    HttpRequestError.ConfigurationLimitExceeded,
                    $"The answer is longer than {maxBytes} bytes."
                );
    }
}
