using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Unfurl.Notion.Databases;

/// <summary>What is known of a row when its change is planned.</summary>
public sealed record RowRequest
{
    public required Mapping Mapping { get; init; }

    public required DataSource Schema { get; init; }

    public required Row Row { get; init; }

    public required RowCard Card { get; init; }

    /// <summary>By column id: <see cref="RowPlan.Hash"/> of the canonical value that was written last.</summary>
    public IReadOnlyDictionary<string, long> Written { get; init; } = new Dictionary<string, long>();

    /// <summary>The link that the card is of, the same for all its spellings; null where nobody asks.</summary>
    public string? Link { get; init; }

    /// <summary>The Notion user with exactly this e-mail address, in any case.</summary>
    public Func<string, string?> FindPerson { get; init; } = _ => null;

    /// <summary>The address at which Notion can fetch an adapter's own icon; null for none.</summary>
    public Func<string, Uri?> IconUrl { get; init; } = _ => null;
}

/// <summary>What there is to show in a row: a closed set.</summary>
public abstract record RowCard
{
    private RowCard() { }

    public sealed record Shown(Preview Preview) : RowCard;

    /// <summary>The provider refused. The mapping says whether what was written stays.</summary>
    public sealed record Refused(string Text) : RowCard;

    /// <summary>The link lies outside of the places that are covered: what was written goes.</summary>
    public sealed record NotCovered(string Text) : RowCard;

    /// <summary>The row holds no link of ours: what was written goes.</summary>
    public sealed record NoLink : RowCard;
}

/// <summary>What to change in one row.</summary>
public sealed record RowChange
{
    /// <summary>The body of <c>PATCH /v1/pages/{id}</c>; null if nothing differs.</summary>
    public JsonObject? Body { get; init; }

    /// <summary>
    /// All that counts as written by us once the body was accepted, also where it stood already. Replaces
    /// <see cref="RowRequest.Written"/> as a whole.
    /// </summary>
    public IReadOnlyDictionary<string, long> Written { get; init; } = new Dictionary<string, long>();

    public IReadOnlyList<FieldProblem> Problems { get; init; } = [];

    /// <summary>
    /// Columns whose cells came cut: read these properties by themselves (<see cref="Cell.Full"/>) and plan again. They are
    /// not in the body.
    /// </summary>
    public IReadOnlyList<string> NeedsFull { get; init; } = [];

    internal IReadOnlyDictionary<string, long> Sent { get; init; } = new Dictionary<string, long>();

    // No column's id starts with it that Notion makes.
    internal static string SentKey(string columnId) => $"sent {columnId}";

    internal static string BegunKey(string columnId) => $"begun {columnId}";

    // No column's id has a space.
    internal static string ColumnOf(string key) => key[(key.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    /// <summary>
    /// <see cref="RowRequest.Written"/> as it is before the body is sent: whoever finds these values in the row, after a write
    /// whose answer was lost, knows whose they are.
    /// </summary>
    public IReadOnlyDictionary<string, long> Begun { get; init; } = new Dictionary<string, long>();

    /// <summary>Whether a page that came back differs from the one that was read in nothing but what was sent.</summary>
    public bool Explains(Row read, Row answer) =>
        answer
            .Cells.Values.Where(cell => ColumnTypes.Writable.Contains(cell.Type) && !Columns.Contains(cell.ColumnId))
            .All(cell =>
                read.Cells.TryGetValue(cell.ColumnId, out var before)
                && before.Type == cell.Type
                && before.Canonical == cell.Canonical
            )
        && (
            ChangesIcon
            || read.Icon is not { } icon
            || answer.Icon is not { } now
            || RowIcons.Canonical(icon) == RowIcons.Canonical(now)
        );

    // Those that the body holds.
    internal IReadOnlyCollection<string> Columns { get; init; } = [];

    internal bool ChangesIcon { get; init; }

    /// <summary>
    /// <see cref="Written"/>, with what Notion made of the values: where its answer to the body shows another one than was
    /// sent, that one is ours too, and sending it again would change nothing.
    /// </summary>
    /// <param name="answer">The page that came back.</param>
    public IReadOnlyDictionary<string, long> WrittenAs(Row answer)
    {
        var written = new Dictionary<string, long>(Written, StringComparer.Ordinal);
        foreach (var (columnId, hash) in Sent)
        {
            written.Remove(SentKey(columnId));
            if (
                answer.Cells.TryGetValue(columnId, out var cell)
                && !cell.HasMore
                && RowPlan.HashOf(cell) is var now
                && now != hash
            )
                (written[columnId], written[SentKey(columnId)]) = (now, hash);
        }
        return written;
    }
}

/// <summary>Compares a row with its card and writes down what differs.</summary>
public static class RowPlan
{
    /// <summary>The key of <see cref="RowRequest.Written"/> for the row's icon.</summary>
    public const string IconKey = "icon";

    // Of which link the values are. No column's id has a space.
    internal const string LinkKey = "of link";

    public static RowChange Make(RowRequest request) => new Planner(request).Make();

    /// <summary>Stable over versions and machines: the first eight bytes of SHA-256.</summary>
    public static long Hash(string canonical) =>
        BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));

    /// <summary>
    /// What <see cref="RowChange.Written"/> holds of a cell: moments count to the minute, because Notion may keep no more.
    /// </summary>
    public static long HashOf(Cell cell) => HashOf(cell.Type, cell.Canonical);

    internal static long HashOf(string type, string canonical) =>
        Hash(type == ColumnTypes.Date ? DateTexts.ToTheMinute(canonical) : canonical);
}
