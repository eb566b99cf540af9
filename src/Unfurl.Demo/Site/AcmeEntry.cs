namespace Unfurl.Demo.Site;

/// <summary>What the API does when it is asked for an entry, whoever asks.</summary>
public enum AcmeFault
{
    None,

    /// <summary>403: it is there, but the asker has no part in it.</summary>
    Forbidden,

    /// <summary>429 with <c>Retry-After</c>.</summary>
    RateLimited,

    /// <summary>502.</summary>
    BadGateway,

    /// <summary>No answer until the caller gives up.</summary>
    NoResponse,
}

/// <summary>Something the Acme site has a page for.</summary>
public abstract record AcmeEntry
{
    /// <summary>Never changes, unlike titles and slugs.</summary>
    public required string Id { get; init; }

    /// <summary>Path on the web and, below <c>/api</c>, in the API.</summary>
    public required string Path { get; init; }

    public required string Title { get; init; }

    public string? Text { get; init; }

    /// <summary>The logins that may see it; null for everyone, signed in or not.</summary>
    public IReadOnlyList<string>? VisibleTo { get; init; }

    public AcmeFault Fault { get; init; }

    /// <summary>What a preview of it shows, for the people who try the demo.</summary>
    public required string PreviewDescription { get; init; }

    public DateTimeOffset UpdatedAt { get; init; } = new(2026, 11, 2, 9, 30, 0, TimeSpan.Zero);

    public bool IsVisibleTo(string? login) => VisibleTo is null || (login is not null && VisibleTo.Contains(login));
}

/// <summary>A task.</summary>
public sealed record AcmeItem : AcmeEntry
{
    public required int Number { get; init; }
    public string Status { get; init; } = "To do";
    public string Priority { get; init; } = "Medium";
    public string? Project { get; init; }
    public int? Points { get; init; }
    public DateOnly? Due { get; init; }
    public string? Assignee { get; init; }
}

/// <summary>A document, with something to look at or listen to.</summary>
public sealed record AcmeReport : AcmeEntry
{
    public required string Department { get; init; }
    public string? Author { get; init; }

    /// <summary><c>image</c>, <c>video</c>, <c>audio</c>, <c>html</c> or <c>pdf</c>.</summary>
    public required string MediaKind { get; init; }

    /// <summary>Name of a file of <c>Media/</c>. Notion fetches it without a session, so only public reports have one.</summary>
    public required string MediaFile { get; init; }

    public string? Background { get; init; }
}

/// <summary>Someone who works at Acme. <see cref="AcmeEntry.Title"/> is the name.</summary>
public sealed record AcmePerson : AcmeEntry
{
    public required string Login { get; init; }
    public required string Role { get; init; }
    public required string Team { get; init; }
    public required string Color { get; init; }
    public string? Picture { get; init; }
    public required DateOnly Joined { get; init; }
}

/// <summary>A board of tasks.</summary>
public sealed record AcmeBoard : AcmeEntry
{
    public string? Owner { get; init; }
    public required string Color { get; init; }
    public int Open { get; init; }
    public int Done { get; init; }
    public DateOnly? Ends { get; init; }
}
