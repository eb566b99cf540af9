using Unfurl.Notion.Attributes;

namespace Unfurl.Simulator;

/// <summary>Reads a body up to slightly more than Notion's limit.</summary>
internal static class BoundedBody
{
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        using var content = new MemoryStream();
        while (content.Length <= SectionTable.MaxPayloadBytes)
        {
            var count = await body.ReadAsync(buffer, cancellationToken);
            if (count == 0)
                break;
            content.Write(buffer, 0, count);
        }
        return content.ToArray();
    }
}
