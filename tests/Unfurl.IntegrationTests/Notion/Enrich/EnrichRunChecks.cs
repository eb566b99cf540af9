namespace Unfurl.IntegrationTests.Notion.Enrich;

/// <summary>What must hold during a story, and at its end.</summary>
internal sealed partial class EnrichRun
{
    private const string NotCovered = "Not covered by this enrichment";
    private const string Refused = "Not found, or not visible to the account of this enrichment";

    // What was just seen may still be shown: Unfurl:Cache:Fresh, and the way to Notion.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(62);
    private static readonly TimeSpan InFlight = TimeSpan.FromSeconds(2);

    private void CheckJournal()
    {
        foreach (var write in _driver.Writes.Skip(_from))
        {
            foreach (var (title, thing) in _titles.Where(one => write.Cells.Any(cell => Holds(cell.Json, one.Key))))
            {
                var places = PlacesAt(write.Time);
                places.ShouldContain(one => one.Covers(thing), $"{title} was written outside of the places");
                var onlyPublic = !places.Any(one => one.Places.Count > 0 && one.Covers(thing));
                thing
                    .Repository.WasSeen(write.Time - Fresh, write.Time, onlyPublic)
                    .ShouldBeTrue($"{title} was written at {write.Time:T} and not visible");
            }
        }
    }

    // Those of a write at some time.
    private List<ModelPlaces> PlacesAt(DateTimeOffset time) =>
        [
            .. _places.Where(
                (one, i) => one.Since <= time && (i + 1 == _places.Count || _places[i + 1].Since >= time - InFlight)
            ),
        ];

    private void Check(ModelRow row)
    {
        var name = $"row {_rows.IndexOf(row)}";
        var (title, why) = (row.Row.Text("Title") ?? "", row.Row.Text("Why") ?? "");
        var thing = row.Link.Thing;
        if (thing is null)
            (IsLeft(title, row), why).ShouldBe((true, ""), $"{name} has no link: {title}");
        else if (
            !Places.Covers(thing) || (Places.Places.Count == 0 && !(thing.Repository.IsPublic && !thing.IsMissing))
        )
            (IsLeft(title, row), why).ShouldBe((true, NotCovered), $"{name} is not covered: {title}");
        else if (!thing.IsMissing && thing.Repository.IsSeen(isSignedIn: true))
            (title, why).ShouldBe((thing.Title, ""), $"{name} is shown");
        else if (Places.Clears)
            (IsLeft(title, row), why).ShouldBe((true, Refused), $"{name} is refused: {title}");
        else
            (IsLeft(title, row) || _titles.GetValueOrDefault(title) == thing, why).ShouldBe(
                (true, Refused),
                $"{name} is refused and stays: {title}"
            );
    }

    private static bool IsLeft(string title, ModelRow row) => title.Length == 0 || title == row.OwnTitle;

    // T1n1pull is not T1n11pull.
    private static bool Holds(string json, string title) => json.Contains(title, StringComparison.Ordinal);
}
