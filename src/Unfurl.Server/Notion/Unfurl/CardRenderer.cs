using System.Buffers.Binary;
using System.Security.Cryptography;
using Unfurl.Notion.Attributes;
using Unfurl.Server.Configuration;
using Unfurl.Server.Logging;
using Unfurl.Server.Previews;
using Unfurl.Server.Providers;

namespace Unfurl.Server.Notion.Unfurl;

/// <summary>
/// Renders what became of a link as Notion's <c>operations</c>. Messages contain nothing of the link. Hidden and missing
/// targets get the same message.
/// </summary>
internal sealed partial class CardRenderer(
    MemoryLevel memory,
    UnfurlOptions settings,
    TimeProvider time,
    ILogger<CardRenderer> logger
)
{
    private const string NotRendered = "answer_not_rendered";

    /// <summary>Never throws: what cannot be rendered is a fault of the adapter.</summary>
    /// <param name="instance">Null for a link that no instance resolves.</param>
    public Rendering Render(in CacheResult result, ProviderInstance? instance)
    {
        var entry = result.Entry;
        if (entry.Rendering is { } known)
            return known;
        var operations = RenderOperations(entry, instance);
        var rendering = new Rendering(operations, HashOf(operations, entry.Resources));
        // The message of a limit says how long it still lasts.
        if (entry.Outcome != Outcome.Failed)
            memory.KeepRendering(entry, rendering);
        return rendering;
    }

    private byte[] RenderOperations(Entry entry, ProviderInstance? instance)
    {
        try
        {
            return RenderResolution(ResolutionFormat.Unpack(entry.Packed), instance);
        }
        catch (Exception exception)
        {
            Log.NotRendered(logger, instance?.Name ?? "", NotRendered, new ScrubbedException(exception));
            return Unavailable();
        }
    }

    private byte[] RenderResolution(Resolution? resolution, ProviderInstance? instance) =>
        resolution switch
        {
            Resolution.Found found => RenderPreview(found.Preview, instance!),
            // Also for links that no instance owns: it must not reveal which targets are hidden.
            Resolution.NotFound => Operations.Error(404, "Content not found, or not visible to the connected account."),
            Resolution.Forbidden(var remedy) => Operations.Error(403, remedy),
            Resolution.SignInNeeded { IsSuspended: true } => Operations.Error(
                401,
                $"The provider has suspended your account there. When it is active again, connect it at {settings.UrlOf("/connections")}."
            ),
            Resolution.SignInNeeded => Operations.Error(
                401,
                $"Connect your account with this provider at {settings.UrlOf("/connections")} to see the preview."
            ),
            Resolution.RateLimited(var until) => Operations.Error(
                429,
                $"The provider limits the requests of the connected account. Open the page again in {MinutesUntil(until)} min."
            ),
            Resolution.Unavailable when instance is { Problem: not null } => Operations.Error(
                503,
                $"Previews of {instance.Host} are out of order: an administrator of this service finds the reason in its log."
            ),
            Resolution.Unavailable { TooSlow: true } => Operations.Error(
                504,
                "The provider did not answer in time. Open the page again in a moment."
            ),
            _ => Unavailable(),
        };

    private byte[] RenderPreview(Preview preview, ProviderInstance instance)
    {
        var attributes = new PreviewAttributes(
            settings.Developer,
            name => settings.UrlOf($"/icons/{instance.Name}/{Uri.EscapeDataString(name)}.png")
        );
        return Operations.Set(attributes.Render(preview));
    }

    private static byte[] Unavailable() =>
        Operations.Error(502, "The provider could not be asked. Open the page again in a moment.");

    private int MinutesUntil(DateTimeOffset until) =>
        Math.Max(1, (int)Math.Ceiling((until - time.GetUtcNow()).TotalMinutes));

    private static long HashOf(ReadOnlySpan<byte> operations, ResourceNames resources)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(operations);
        hash.AppendData(resources.Packed);
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "The resolution from the adapter of {Provider} cannot be rendered: {Reason}. {Exception}"
        )]
        public static partial void NotRendered(
            ILogger logger,
            string provider,
            string reason,
            ScrubbedException exception
        );
    }
}
