namespace Unfurl.Server.Providers;

/// <summary>
/// Reports a body that is not compressed as its header declares, as some gateways send it, like one that broke off. .NET's
/// streams throw exceptions that no caller expects of a connection.
/// </summary>
internal sealed class BrokenCompressionHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var response = await base.SendAsync(request, cancellationToken);
        var body = response.Content;
        response.Content = new StreamContent(new Body(await body.ReadAsStreamAsync(cancellationToken)));
        foreach (var (name, values) in body.Headers)
            response.Content.Headers.TryAddWithoutValidation(name, values);
        return response;
    }

    private sealed class Body(Stream inner) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            try
            {
                return await inner.ReadAsync(buffer, cancellationToken);
            }
            catch (Exception exception) when (IsBroken(exception))
            {
                throw Broken(exception);
            }
        }

        public override Task<int> ReadAsync(
            byte[] buffer,
            int offset,
            int count,
            CancellationToken cancellationToken
        ) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count)
        {
            try
            {
                return inner.Read(buffer, offset, count);
            }
            catch (Exception exception) when (IsBroken(exception))
            {
                throw Broken(exception);
            }
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }

        // GZipStream and ZLibStream throw the first, BrotliStream the second.
        private static bool IsBroken(Exception exception) =>
            exception is InvalidDataException or InvalidOperationException;

        private static HttpIOException Broken(Exception exception) =>
            new(HttpRequestError.InvalidResponse, "The answer is not compressed as it declares.", exception);
    }
}
