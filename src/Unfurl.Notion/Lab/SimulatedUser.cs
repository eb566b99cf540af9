using Unfurl.Notion.Reading;

namespace Unfurl.Notion.Lab;

/// <summary>All that Notion knows of a person; a copy that does not change.</summary>
/// <param name="User">The person's id.</param>
/// <param name="Connections">What stands under "My connections".</param>
/// <param name="Previews">The previews on the person's pages.</param>
/// <param name="Journal">The exchanges that concerned the person, oldest first.</param>
/// <param name="Unattributed">Exchanges of no known user, e.g. with wrong credentials.</param>
public sealed record SimulatedUser(
    string User,
    IReadOnlyList<NotionConnection> Connections,
    IReadOnlyList<NotionPreview> Previews,
    IReadOnlyList<JournalEntry> Journal,
    IReadOnlyList<JournalEntry> Unattributed
);

/// <summary>A connection: an account of the service in a workspace.</summary>
/// <param name="Id">The simulator's own id of it; connecting the same account again keeps it.</param>
/// <param name="Key">The external account's key.</param>
/// <param name="Name">The external account's name.</param>
/// <param name="Workspace">The workspace's id.</param>
public sealed record NotionConnection(string Id, string Key, string Name, string Workspace);

/// <summary>A preview on a page.</summary>
/// <param name="Url">The link.</param>
/// <param name="Workspace">The workspace's id.</param>
/// <param name="AccountKey">The external account it is shown through.</param>
/// <param name="Attributes">What it shows; empty until an answer was accepted.</param>
/// <param name="Error">Why it is broken, when it is.</param>
/// <param name="History">What was shown over time, oldest first; the last entries only.</param>
public sealed record NotionPreview(
    string Url,
    string Workspace,
    string AccountKey,
    IReadOnlyList<ShownAttribute> Attributes,
    ShownError? Error,
    IReadOnlyList<PreviewChange> History
);

/// <summary>Something that happened to a preview.</summary>
/// <param name="At">When.</param>
/// <param name="Cause"><c>paste</c>, <c>open</c> or <c>update</c>.</param>
/// <param name="Attributes">The attributes that were set; null when none were.</param>
/// <param name="Error">The error that was set.</param>
/// <param name="Violations">Why the answer was rejected, in which case nothing was set.</param>
public sealed record PreviewChange(
    DateTimeOffset At,
    string Cause,
    IReadOnlyList<ShownAttribute>? Attributes,
    ShownError? Error,
    IReadOnlyList<string> Violations
);

/// <summary>One exchange of the protocol. It never holds a query, a body, a header, a token or a code.</summary>
/// <param name="Number">Counts up over all people.</param>
/// <param name="At">When it began.</param>
/// <param name="Caller"><c>notion</c>, <c>service</c> or <c>browser</c>.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path that was called.</param>
/// <param name="Status">The answer's status; null when there was none.</param>
/// <param name="DurationMs">How long it took.</param>
/// <param name="Violations">What the service did wrong; empty when all was right.</param>
public sealed record JournalEntry(
    long Number,
    DateTimeOffset At,
    string Caller,
    string Method,
    string Path,
    int? Status,
    double DurationMs,
    IReadOnlyList<string> Violations
);
