using Unfurl.Server.Previews;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Tracking;

/// <summary>All surfaces. What concerns a display goes to its own.</summary>
internal sealed class Surfaces(IEnumerable<ISurface> surfaces)
{
    private readonly Dictionary<string, ISurface> _byName = surfaces.ToDictionary(
        surface => surface.Name,
        StringComparer.Ordinal
    );

    /// <inheritdoc cref="ISurface.TellAsync"/>
    public Task<bool> TellAsync(
        Display display,
        MatchedLink link,
        long turn,
        CacheResult result,
        CancellationToken cancellationToken
    ) => _byName[display.Surface].TellAsync(display, link, turn, result, cancellationToken);

    /// <inheritdoc cref="ISurface.Wake"/>
    public void Wake()
    {
        foreach (var surface in _byName.Values)
            surface.Wake();
    }

    /// <inheritdoc cref="ISurface.DropAsync(DisplayId, Session)"/>
    public Task DropAsync(DisplayId display, Session session) => _byName[display.Surface].DropAsync(display, session);

    /// <inheritdoc cref="ISurface.DropAsync(string, string, IEnumerable{string}, Session)"/>
    public async Task DropAsync(string provider, string scope, IReadOnlyCollection<string> names, Session session)
    {
        foreach (var surface in _byName.Values)
            await surface.DropAsync(provider, scope, names, session);
    }

    /// <summary>When the oldest job of each surface became due; null when none is due.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset?>> FindOldestAsync(CancellationToken cancellationToken)
    {
        var oldest = new Dictionary<string, DateTimeOffset?>(StringComparer.Ordinal);
        foreach (var (name, surface) in _byName)
            oldest[name] = await surface.FindOldestAsync(cancellationToken);
        return oldest;
    }
}
