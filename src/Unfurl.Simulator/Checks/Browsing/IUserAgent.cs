namespace Unfurl.Simulator.Checks.Browsing;

/// <summary>Whoever goes through the service's sign-in and consent: a person, or a program in their place (RFC 6749 §1.1).</summary>
public interface IUserAgent
{
    /// <summary>Goes from the authorization endpoint back to the redirect URI.</summary>
    /// <param name="errand">Where to start, and what to answer.</param>
    /// <param name="cancellationToken">The time for it is over.</param>
    Task<NavigationResult> NavigateAsync(Navigation errand, CancellationToken cancellationToken);
}

/// <summary>One way through the service's pages.</summary>
/// <param name="Start">The authorization request.</param>
/// <param name="RedirectUri">Where it ends.</param>
/// <param name="GrantsConsent">Whether to allow or to refuse.</param>
public sealed record Navigation(Uri Start, Uri RedirectUri, bool GrantsConsent)
{
    /// <summary>To be called right before consent is given, by who can tell.</summary>
    public Action OnConsent { get; init; } = () => { };

    /// <summary>Whether an address is the end: the redirect URI, whatever was added to its query.</summary>
    public bool IsRedirectUri(Uri address) => AnonymousNavigation.IsRedirectUri(address, RedirectUri);
}

/// <summary>How an errand ended.</summary>
public sealed record NavigationResult
{
    /// <summary>The redirect URI with what the service added; null when it was never reached.</summary>
    public Uri? Callback { get; init; }

    /// <summary>Why it was not reached.</summary>
    public string? Problem { get; init; }

    /// <summary>What was seen on the way; empty when nobody can tell.</summary>
    public IReadOnlyList<VisitedPage> Pages { get; init; } = [];

    /// <summary>The status of the redirect to the redirect URI, when it is known.</summary>
    public int? RedirectStatus { get; init; }
}

/// <summary>An answer to a browser, without its body.</summary>
/// <param name="Address">What was asked for.</param>
/// <param name="Status">The status.</param>
/// <param name="Headers">The headers; several of a name joined by a comma.</param>
public sealed record VisitedPage(Uri Address, int Status, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>Where a redirect leads; null for a page.</summary>
    public Uri? Location =>
        Status is >= 300 and < 400
        && Headers.TryGetValue("Location", out var location)
        && Uri.TryCreate(Address, location, out var target)
            ? target
            : null;

    /// <summary>Describes an answer.</summary>
    public static VisitedPage From(Uri address, HttpResponseMessage response) =>
        new(
            address,
            (int)response.StatusCode,
            response
                .Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
                .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)
        );

    /// <summary>A header; empty when there is none.</summary>
    public string Header(string name) => Headers.GetValueOrDefault(name, "");
}
