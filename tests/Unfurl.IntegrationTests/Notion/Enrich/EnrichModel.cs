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

/// <summary>A row, with what its editors did to it.</summary>
internal sealed class ModelRow
{
    private readonly List<(DateTimeOffset Since, ModelLink Link)> _links = [];
    private readonly List<DateTimeOffset> _trashed = [];
    private readonly List<ModelEdit> _titles = [];

    public ModelRow(SimulatedRow row, ModelLink link, DateTimeOffset now)
    {
        Row = row;
        SetLink(link, now);
    }

    public SimulatedRow Row { get; }

    public ModelLink Link => _links[^1].Link;

    // An editor's own title, which stays where no card takes its place.
    public string? OwnTitle { get; private set; }

    public IReadOnlyList<ModelEdit> OwnTitles => _titles;

    // All links that it has ever had.
    public IEnumerable<ModelLink> Links => _links.Select(one => one.Link);

    public void SetLink(ModelLink link, DateTimeOffset now) => _links.Add((now, link));

    public void SetOwnTitle(string title, ModelEdit edit)
    {
        OwnTitle = title;
        _titles.Add(edit);
    }

    // In the trash, out of it, and so on.
    public void NoteTrash(DateTimeOffset now) => _trashed.Add(now);

    public bool WasInTrash(DateTimeOffset time, TimeSpan since) =>
        !_trashed.Exists(one => (one - time).Duration() <= since) && _trashed.Count(one => one < time) % 2 == 1;

    // At some moment between two.
    public IEnumerable<ModelLink> LinksBetween(DateTimeOffset from, DateTimeOffset until) =>
        _links
            .Where((one, i) => one.Since <= until && (i + 1 == _links.Count || _links[i + 1].Since >= from))
            .Select(one => one.Link);
}

/// <summary>Something that a person did in Notion, at a time and among the writes that Notion had accepted.</summary>
/// <param name="Before">How many they were before it, at least.</param>
/// <param name="After">How many they were after it, at most.</param>
internal sealed record ModelEdit(DateTimeOffset Time, int Before, int After);

/// <summary>Places that an enrichment has had, and whether it clears what is refused.</summary>
internal sealed record ModelPlaces(IReadOnlyList<string> Places, bool Clears, DateTimeOffset Since)
{
    // A write may be on its way that was begun before. None is of rows that were only being read, from this one on.
    public (int From, Func<string, bool> IsOf)? Strict { get; init; }

    public bool Covers(ModelThing thing) =>
        Places.Count == 0
        || Places.Any(place => $"github.com/{thing.Path}/".StartsWith($"{place}/", StringComparison.OrdinalIgnoreCase));
}
