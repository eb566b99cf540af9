namespace Unfurl.Demo.Site;

/// <summary>The API's response to any request for an entry.</summary>
public enum AcmeFault
{
    None,

    // 403: the entry exists, but access is denied.
    Forbidden,

    // 429 with Retry-After.
    RateLimited,

    // 502.
    BadGateway,

    // No response until the caller's timeout.
    NoResponse,
}

/// <summary>Something with a page on the Acme site.</summary>
public abstract record AcmeEntry
{
    // Stable, unlike titles and slugs.
    public required string Id { get; init; }

    // The path on the web site and, below /api, in the API.
    public required string Path { get; init; }

    public required string Title { get; init; }

    public string? Text { get; init; }

    // Logins; null for everyone, also without signing in.
    public IReadOnlyList<string>? VisibleTo { get; init; }

    public AcmeFault Fault { get; init; }

    // For users who try the demo.
    public required string PreviewDescription { get; init; }

    public DateTimeOffset UpdatedAt { get; init; } = new(2026, 11, 2, 9, 30, 0, TimeSpan.Zero);

    public bool IsVisibleTo(string? login) => VisibleTo is null || (login is not null && VisibleTo.Contains(login));
}

public sealed record AcmeItem : AcmeEntry
{
    public static IReadOnlyList<string> Statuses { get; } = ["To do", "In progress", "Blocked", "Done"];

    public required int Number { get; init; }
    public string Status { get; init; } = "To do";
    public string Priority { get; init; } = "Medium";
    public string? Project { get; init; }
    public int? Points { get; init; }
    public IReadOnlyList<string> Labels { get; init; } = [];
    public DateOnly? Due { get; init; }
    public string? Assignee { get; init; }
}

public sealed record AcmeReport : AcmeEntry
{
    public required string Department { get; init; }
    public string? Author { get; init; }

    // "image", "video", "audio", "html" or "pdf".
    public required string MediaKind { get; init; }

    // A file in Media/. Notion fetches it without a session, so only public reports have one.
    public required string MediaFile { get; init; }

    public string? Background { get; init; }
}

// Title is the name.
public sealed record AcmePerson : AcmeEntry
{
    public required string Login { get; init; }
    public string Email => $"{Login}@{AcmeCatalog.Host}";
    public required string Role { get; init; }
    public required string Team { get; init; }
    public required string Color { get; init; }
    public string? Picture { get; init; }
    public required DateOnly Joined { get; init; }
}

public sealed record AcmeBoard : AcmeEntry
{
    public string? Owner { get; init; }
    public required string Color { get; init; }
    public int Open { get; init; }
    public int Done { get; init; }
    public DateOnly? Ends { get; init; }
}
