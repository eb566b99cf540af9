using Unfurl.Simulator.Databases;

namespace Unfurl.IntegrationTests.Notion.Enrich;

/// <summary>What must hold for each write of a story.</summary>
internal sealed partial class EnrichRun
{
    // What was just seen may still be shown: Unfurl:Cache:Fresh, and the way to Notion.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(62);
    private static readonly TimeSpan InFlight = TimeSpan.FromSeconds(2);

    private void CheckJournal()
    {
        var writes = _driver.Writes;
        // By row and column, what was written last.
        var held = new Dictionary<(ModelRow Row, string Column), (string Json, int Index)>();
        for (var i = _from; i < writes.Count; i++)
        {
            var write = writes[i];
            if (_rows.Find(row => row.Row.Id == write.PageId) is not { } row)
                continue;
            CheckTitles(write, i);
            CheckSignIn(write, i, row);
            foreach (var cell in write.Cells)
            {
                CheckCell(write, i, row, cell, held.TryGetValue((row, cell.PropertyId), out var last) ? last : null);
                held[(row, cell.PropertyId)] = (cell.Json, i);
            }
        }
        foreach (var call in _driver.Bot.Calls.Where(call => call is { Method: "PATCH", Status: not null }))
            _rows
                .Exists(row =>
                    call.Path.Contains(row.Row.Id, StringComparison.Ordinal) && row.WasInTrash(call.Time, InFlight)
                )
                .ShouldBeFalse($"a row in the trash was written at {call.Time:T}");
    }

    private void CheckTitles(DatabaseWrite write, int index)
    {
        foreach (var (title, thing) in _titles.Where(one => write.Cells.Any(cell => Holds(cell.Json, one.Key))))
        {
            var places = PlacesAt(write, index);
            places.ShouldContain(one => one.Covers(thing), $"{title} was written outside of the places");
            var onlyPublic = !places.Exists(one => one.Places.Count > 0 && one.Covers(thing));
            thing
                .Repository.WasSeen(write.Time - Fresh, write.Time, onlyPublic)
                .ShouldBeTrue($"{title} was written at {write.Time:T} and not visible");
        }
    }

    // What the account sees nobody knows while it is signed out, so that rows stay as they are.
    private void CheckSignIn(DatabaseWrite write, int index, ModelRow row)
    {
        var since = _signIns.FindLastIndex(one => one.Since <= write.Time);
        while (since > 0 && _signIns[since].IsSignedIn == _signIns[since - 1].IsSignedIn)
            since--;
        if (_signIns[since].IsSignedIn || _signIns[since].Since > write.Time - Fresh - InFlight)
            return;
        var places = PlacesAt(write, index);
        row.LinksBetween(write.Time - InFlight, write.Time)
            .All(link => link.Thing is { } thing && places.TrueForAll(one => one.Covers(thing)))
            .ShouldBeFalse($"row {_rows.IndexOf(row)} was written at {write.Time:T} while nobody was signed in");
    }

    // "last" is what was written there before, and where among the writes.
    private void CheckCell(
        DatabaseWrite write,
        int index,
        ModelRow row,
        WrittenCell cell,
        (string Json, int Index)? last
    )
    {
        var (isTitle, isState) = (cell.Column == "Title", cell.PropertyId == _state.Id);
        var edits =
            isTitle ? row.OwnTitles
            : isState ? _retyped
            : [];
        // Which came first nobody can tell.
        if (edits.Any(edit => (edit.Time - write.Time).Duration() <= InFlight))
            return;
        if (isState && _retyped.Count(edit => edit.After <= index) % 2 == 1)
            throw new ShouldAssertException($"A column of another type was written at {write.Time:T}.");
        if (edits.Any(edit => edit.After <= index && edit.Before > (last?.Index ?? -1)))
        {
            if (isTitle)
                IsEmpty(cell).ShouldBeFalse($"somebody's own title was cleared at {write.Time:T}");
            return;
        }
        if (last is null)
            return;
        cell.Json.ShouldNotBe(last.Value.Json, $"row {_rows.IndexOf(row)} was given what it held at {write.Time:T}");
        if (
            isTitle
            && IsEmpty(cell)
            && row.Links.First().Thing is { } thing
            && row.Links.All(one => one.Thing == thing)
        )
            PlacesAt(write, index)
                .Exists(one => one.Clears || one.Places.Count == 0 || !one.Covers(thing))
                .ShouldBeTrue($"{last.Value.Json} was cleared at {write.Time:T}");
    }

    // Those of a write.
    private List<ModelPlaces> PlacesAt(DatabaseWrite write, int index) =>
        [
            .. _places.Where(
                (one, i) =>
                    one.Since <= write.Time && (i + 1 == _places.Count || !HasBegun(_places[i + 1], write, index))
            ),
        ];

    private static bool HasBegun(ModelPlaces places, DatabaseWrite write, int index) =>
        places.Since < write.Time - InFlight
        || places.Strict is var (from, isOf) && index >= from && isOf(write.PageId);

    private static bool IsEmpty(WrittenCell cell) => !cell.Json.Contains("content", StringComparison.Ordinal);

    // T1n1pull is not T1n11pull.
    private static bool Holds(string json, string title) => json.Contains(title, StringComparison.Ordinal);
}
