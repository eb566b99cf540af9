using Unfurl.Simulator.Databases;

namespace Unfurl.IntegrationTests.Notion.Enrich;

/// <summary>A thing of GitHub, with a title that occurs nowhere else.</summary>
internal sealed record ModelThing(string Name, ModelRepository Repository, int Number, string Path)
{
    public string Title { get; set; } = "";

    public bool IsMissing => Number == 999;

    public string Link => $"https://github.com/{Path}";
}

/// <summary>A repository, and since when the account sees it, and everybody.</summary>
internal sealed class ModelRepository(string name, bool isPublic)
{
    private readonly List<(DateTimeOffset Since, bool IsSeen, bool IsPublic)> _history = [];

    public string Name => name;

    public bool IsPublic { get; set; } = isPublic;

    // Though it is private.
    public bool IsShown { get; set; }

    public bool IsSeen(bool isSignedIn) => isSignedIn && (IsPublic || IsShown);

    public void Note(DateTimeOffset now, bool isSignedIn) => _history.Add((now, IsSeen(isSignedIn), IsPublic));

    // At some moment between two.
    public bool WasSeen(DateTimeOffset from, DateTimeOffset until, bool onlyPublic)
    {
        for (var i = 0; i < _history.Count; i++)
        {
            var end = i + 1 < _history.Count ? _history[i + 1].Since : DateTimeOffset.MaxValue;
            if (
                _history[i].Since <= until
                && end >= from
                && _history[i].IsSeen
                && (_history[i].IsPublic || !onlyPublic)
            )
                return true;
        }
        return false;
    }
}

/// <summary>What an editor put into a cell, and the thing that it leads to.</summary>
internal sealed record ModelLink(string? Text, ModelThing? Thing)
{
    public static readonly ModelLink None = new(null, null);
}

/// <summary>A row, with what its editors did last.</summary>
internal sealed class ModelRow(SimulatedRow row, ModelLink link)
{
    public SimulatedRow Row => row;

    public ModelLink Link { get; set; } = link;

    // An editor's own title, which stays where no card takes its place.
    public string? OwnTitle { get; set; }
}

/// <summary>Places that an enrichment has had, and whether it clears what is refused.</summary>
internal sealed record ModelPlaces(IReadOnlyList<string> Places, bool Clears, DateTimeOffset Since)
{
    public bool Covers(ModelThing thing) =>
        Places.Count == 0
        || Places.Any(place => $"github.com/{thing.Path}/".StartsWith($"{place}/", StringComparison.OrdinalIgnoreCase));
}
