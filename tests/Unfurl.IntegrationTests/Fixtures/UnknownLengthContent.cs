using System.Text;

namespace Unfurl.IntegrationTests.Fixtures;

/// <summary>A chunked body without Content-Length.</summary>
public sealed class UnknownLengthContent : HttpContent
{
    private readonly byte[] _body;

    public UnknownLengthContent(string mediaType, string body)
    {
        _body = Encoding.UTF8.GetBytes(body);
        Headers.TryAddWithoutValidation("Content-Type", mediaType);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        stream.WriteAsync(_body).AsTask();

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
