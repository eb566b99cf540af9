using System.Text.Json.Nodes;

namespace Unfurl.Notion.Databases;

/// <summary>Plans the change of one row, column by column. One that cannot be written does not stop the others.</summary>
internal sealed class Planner(RowRequest request)
{
    // Notion takes 500 KB a request. What does not fit follows with the next plan.
    private const int MaxBody = 400_000;

    private readonly WrittenBefore before = new(request.Written);
    private readonly JsonObject properties = [];
    private readonly Dictionary<string, long> written = new(request.Written, StringComparer.Ordinal);
    private readonly Dictionary<string, long> sent = new(StringComparer.Ordinal);
    private readonly List<FieldProblem> problems = [];
    private readonly List<string> needsFull = [];
    private readonly HashSet<string> taken = [request.Mapping.LinkColumnId];
    private JsonObject? icon;
    private bool changesIcon;
    private int size;

    public RowChange Make()
    {
        // Nothing in the trash can be written, and without the links nobody knows what belongs into the row.
        if (request.Row.InTrash || request.Schema.InTrash)
            return new RowChange { Written = request.Written };
        if (LinkColumnProblem() is { } problem)
            return new RowChange { Written = request.Written, Problems = [problem] };

        switch (request.Card)
        {
            case RowCard.Shown(var preview):
                Show(preview);
                break;
            case RowCard.Refused(var text):
                // What stays is what was shown of this link, not of another one.
                if (request.Mapping.ClearsWhenRefused || !before.IsOf(request.Link))
                    Clear();
                WriteStatus(text);
                break;
            case RowCard.NotCovered(var text):
                Clear();
                WriteStatus(text);
                break;
            default:
                Clear();
                WriteStatus(null);
                break;
        }
        return new RowChange
        {
            Body = BodyOf(),
            Written = written,
            Problems = problems,
            NeedsFull = needsFull,
            Sent = sent,
            Begun = before.Begin(sent, changesIcon ? icon : null, request.Link),
            Columns = [.. properties.Select(property => PropertyId.Decode(property.Key))],
            ChangesIcon = changesIcon,
        };
    }

    private FieldProblem? LinkColumnProblem()
    {
        var mapping = request.Mapping;
        return request.Schema.Find(mapping.LinkColumnId) is not { } column
            || !request.Row.Cells.TryGetValue(mapping.LinkColumnId, out var cell)
                ? FieldProblems.LinkColumnGone(mapping)
            : column.Type != mapping.LinkColumnType ? FieldProblems.LinkColumnRetyped(mapping, column)
            : cell.Type != mapping.LinkColumnType
                ? FieldProblems.LinkColumnRetyped(mapping, column with { Type = cell.Type })
            : null;
    }

    private JsonObject? BodyOf()
    {
        if (properties.Count == 0 && !changesIcon)
            return null;
        var body = new JsonObject();
        if (properties.Count > 0)
            body["properties"] = properties;
        if (changesIcon)
            body["icon"] = icon;
        return body;
    }

    private void Show(Preview preview)
    {
        if (request.Link is { } link)
            written[RowPlan.LinkKey] = RowPlan.Hash(link);
        foreach (var field in request.Mapping.Fields)
            Plan(field, CardFields.Of(preview, field.Field));
        if (request.Mapping.SetsIcon)
            ShowIcon(RowIcons.Of(preview, request.IconUrl));
    }

    // A text column says why there is no card, if the mapping has one.
    private void WriteStatus(string? text)
    {
        foreach (var field in request.Mapping.Fields)
        {
            if (field.Field == CardFields.PreviewStatus)
                Plan(field, string.IsNullOrWhiteSpace(text) ? null : new CardValue.Text(text));
        }
    }

    private void Plan(FieldMapping field, CardValue? value)
    {
        if (TargetOf(field) is not var (column, cell))
            return;
        if (!Conversions.IsPossible(field.Mode, column.Type))
        {
            problems.Add(FieldProblems.ModeNotPossible(field, column));
            return;
        }
        var desired = new ColumnWriter(field, column, request.FindPerson).Of(value);
        if (desired is Desired.Unwritable(var problem))
        {
            problems.Add(problem);
            return;
        }
        // Part of a value says nothing: not that it is ours, nor that it is equal.
        if (cell.HasMore)
            NeedFull(column);
        else if (desired is Desired.Value wanted)
            PlanValue(new Target(field, column, cell), wanted);
        else
            PlanNothing(new Target(field, column, cell));
    }

    // The column of a field, if both the schema and the row have it as the mapping knew it.
    private (Column, Cell)? TargetOf(FieldMapping field)
    {
        var column = request.Schema.Find(field.ColumnId);
        if (column is null || !request.Row.Cells.TryGetValue(field.ColumnId, out var cell))
            problems.Add(FieldProblems.Deleted(field));
        else if (column.Type != field.ColumnType || cell.Type != field.ColumnType)
            problems.Add(
                FieldProblems.Retyped(field, column.Name, column.Type != field.ColumnType ? column.Type : cell.Type)
            );
        else if (!taken.Add(column.Id))
            problems.Add(FieldProblems.Taken(field, column.Name));
        else
            return (column, cell);
        return null;
    }

    private void PlanValue(Target target, Desired.Value wanted)
    {
        if (wanted.Note is { } note)
            problems.Add(note);
        var (field, column, cell) = target;
        var hash = RowPlan.HashOf(column.Type, wanted.Canonical);
        if (before.IsSettled(cell, hash))
            properties.Remove(column.DeliveredId);
        else if (IsSame(cell, wanted.Canonical))
        {
            // The text that says why there is no card may be the one that was just to be cleared.
            properties.Remove(column.DeliveredId);
            Remember(column.Id, hash);
        }
        else if (Permits(target, wanted.Canonical) && Fits(field, column, wanted.Json))
        {
            properties[column.DeliveredId] = Property(column.Type, wanted.Json);
            Remember(column.Id, hash);
            sent[column.Id] = hash;
        }
    }

    private bool Permits(Target target, string wanted) =>
        target.Field.Mode switch
        {
            WriteMode.Always => true,
            WriteMode.IfEmpty => target.IsUnset || before.IsOurs(target.Cell),
            _ => Forward.Permits(target, wanted, before, problems),
        };

    private void PlanNothing(Target target)
    {
        var (field, column, cell) = target;
        if (target.IsUnset)
            Forget(column.Id);
        else if (field.Mode == WriteMode.Always || field.Mode == WriteMode.IfEmpty && before.IsOurs(cell))
        {
            if (WriteEmpty(column, field.Field))
                Forget(column.Id);
        }
    }

    // What is remembered of a cleared cell stays, so that what comes back with "undo" is cleared again.
    private void Clear()
    {
        var fields = new Dictionary<string, FieldMapping>(StringComparer.Ordinal);
        foreach (var field in request.Mapping.Fields)
        {
            fields.TryAdd(field.ColumnId, field);
            // What became of its column is said also while there is no card.
            if (field.Field != CardFields.PreviewStatus)
                TargetOf(field);
        }
        // Also what an earlier mapping wrote.
        foreach (var columnId in request.Written.Keys.Select(RowChange.ColumnOf).Distinct(StringComparer.Ordinal))
        {
            if (
                columnId != request.Mapping.LinkColumnId
                && request.Schema.Find(columnId) is { } column
                && request.Row.Cells.TryGetValue(columnId, out var cell)
                && column.Type == cell.Type
            )
                Clear(fields.GetValueOrDefault(columnId), column, cell);
        }
        if (request.Row.Icon is { } current && before.IsOurIcon(RowIcons.Canonical(current)))
            (icon, changesIcon) = (null, true);
    }

    private void Clear(FieldMapping? field, Column column, Cell cell)
    {
        if (cell.HasMore)
            NeedFull(column);
        else if (before.IsOurs(cell) && !Target.IsUnsetCell(column, cell))
        {
            if (
                column.Type == ColumnTypes.Status
                && field is not null
                && new ColumnWriter(field, column, request.FindPerson).Of(null) is Desired.Value empty
            )
            {
                if (!IsSame(cell, empty.Canonical))
                    properties[column.DeliveredId] = Property(column.Type, empty.Json);
                Remember(column.Id, RowPlan.HashOf(column.Type, empty.Canonical));
            }
            else
                WriteEmpty(column, field?.Field ?? "");
        }
    }

    private void Remember(string key, long hash)
    {
        Forget(key);
        written[key] = hash;
    }

    private void Forget(string key)
    {
        written.Remove(key);
        written.Remove(RowChange.BegunKey(key));
    }

    private void NeedFull(Column column)
    {
        if (!needsFull.Contains(column.Id))
            needsFull.Add(column.Id);
    }

    private bool WriteEmpty(Column column, string field)
    {
        var (canBeEmpty, json) = ColumnWriter.Empty(column.Type);
        if (canBeEmpty)
            properties[column.DeliveredId] = Property(column.Type, json);
        else if (column.Type == ColumnTypes.Status)
            problems.Add(FieldProblems.StatusStays(column.Id, field, column));
        return canBeEmpty;
    }

    private void ShowIcon(JsonObject wanted)
    {
        if (request.Row.Icon is not { } current)
            return;
        var (now, then) = (RowIcons.Canonical(current), RowIcons.Canonical(wanted));
        if (now != then && now.Length > 0 && !before.IsOurIcon(now))
            return;
        (icon, changesIcon) = (wanted, now != then);
        Remember(RowPlan.IconKey, RowPlan.Hash(then));
    }

    private static bool IsSame(Cell cell, string wanted) =>
        cell.Canonical == wanted || cell.Type == ColumnTypes.Date && cell.Canonical == DateTexts.ToTheMinute(wanted);

    private bool Fits(FieldMapping field, Column column, JsonNode json)
    {
        var length = json.ToJsonString().Length + column.DeliveredId.Length + 50;
        if (size + length <= MaxBody)
        {
            size += length;
            return true;
        }
        problems.Add(FieldProblems.TooLarge(field, column));
        return false;
    }

    private static JsonObject Property(string type, JsonNode? json) => new() { [type] = json };
}
