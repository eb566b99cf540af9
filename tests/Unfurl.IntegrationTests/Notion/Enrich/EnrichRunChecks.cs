namespace Unfurl.IntegrationTests.Notion.Enrich;

/// <summary>What must hold at the end of a story.</summary>
internal sealed partial class EnrichRun
{
    private const string NotCovered = "Not covered by this enrichment";
    private const string Refused = "Not found, or not visible to the account of this enrichment";

    // "hasShownAll": what was right the last time, of things that the account saw.
    private void Check(bool hasShownAll = false)
    {
        CheckJournal();
        foreach (var row in _rows.Where(row => !row.Row.IsInTrash))
            Check(row, hasShownAll);
    }

    private void Check(ModelRow row, bool wasShown)
    {
        var name = $"row {_rows.IndexOf(row)}";
        var (title, state) = (row.Row.Text("Title") ?? "", row.Row.Text(_state.Name) ?? "");
        var (thing, why) = (row.Link.Thing, row.Row.Text("Why") ?? "");
        var isLeft = state.Length == 0 && (title.Length == 0 || title == row.OwnTitle);
        if (thing is null)
            (isLeft, why).ShouldBe((true, ""), $"{name} has no link: {title}, {state}");
        else if (
            !Places.Covers(thing) || (Places.Places.Count == 0 && !(thing.Repository.IsPublic && !thing.IsMissing))
        )
            (isLeft, why).ShouldBe((true, NotCovered), $"{name} is not covered: {title}, {state}");
        else if (!thing.IsMissing && thing.Repository.IsSeen(isSignedIn: true))
            (title, state.Length > 0, why).ShouldBe((thing.Title, true, ""), $"{name} is shown");
        else if (Places.Clears)
            (isLeft, why).ShouldBe((true, Refused), $"{name} is refused: {title}, {state}");
        else if (wasShown && thing.Repository == _open)
            (title, state.Length > 0, why).ShouldBe((thing.Title, true, Refused), $"{name} stays");
        else
            (title.Length == 0 || title == row.OwnTitle || _titles.GetValueOrDefault(title) == thing, why).ShouldBe(
                (true, Refused),
                $"{name} is refused and stays: {title}"
            );
    }
}
