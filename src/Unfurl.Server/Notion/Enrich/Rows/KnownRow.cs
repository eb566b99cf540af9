namespace Unfurl.Server.Notion.Enrich.Rows;

/// <summary>What is known of a row of a database.</summary>
internal sealed record KnownRow
{
    public required string PageId { get; init; }

    /// <summary>As it stands in the row; null when there is none of a known provider.</summary>
    public string? Link { get; init; }

    /// <summary>A hash of what the row held when it was last right; null when it has to be looked at.</summary>
    public long? Seen { get; init; }

    /// <summary>By column, a hash of what was last written there.</summary>
    public required IReadOnlyDictionary<string, long> Written { get; init; }

    /// <summary>One of <see cref="RowProblems"/>; null when all is well.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether only an event has named it: it may be no row at all.</summary>
    public bool IsHint => Link is null && Seen is null && Written.Count == 0;
}

/// <summary>Why a row has no card, or could not be written: stored codes.</summary>
internal static class RowProblems
{
    /// <summary>The link lies outside the places of the enrichment.</summary>
    public const string NotCovered = "not_covered";

    /// <summary>The provider does not show the thing to the account.</summary>
    public const string Refused = "refused";

    /// <summary>The account has no valid credential; nothing is written.</summary>
    public const string SignIn = "sign_in";

    /// <summary>It was not looked at yet, or its provider could not say. Never stored.</summary>
    public const string Waiting = "waiting";

    /// <summary>Some columns were left out.</summary>
    public const string Partly = "partly";

    /// <summary>Notion did not accept the values.</summary>
    public const string Rejected = "rejected";

    /// <summary>How many rows are in a state, as a sentence; the empty word is the state of rows that are right.</summary>
    public static string CountedIn(string state, long count)
    {
        var rows = count == 1 ? "1 row" : $"{count} rows";
        return state switch
        {
            "" => $"{rows} {(count == 1 ? "is" : "are")} right",
            Waiting =>
                $"{rows} {(count == 1 ? "waits" : "wait")} to be looked at, or for the provider: the service's log says why",
            NotCovered => $"{rows} with a link outside of the places",
            Refused => $"{rows} with a link that the account may not see, or that leads nowhere",
            SignIn => $"{rows} {(count == 1 ? "waits" : "wait")} for the account to sign in at the provider",
            Partly => $"{rows} with columns that were left out",
            Rejected => $"{rows} rejected by Notion",
            _ => $"{rows}: {state}",
        };
    }
}
