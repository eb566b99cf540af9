namespace Unfurl.Simulator.Checks.Browsing;

/// <summary>
/// The user agent that completes sign-in and consent: a person's browser or a scripted one (RFC 6749 §1.1).
/// </summary>
public interface IUserAgent
{
    // From the authorization endpoint to the redirect URI.
    Task<NavigationResult> NavigateAsync(Navigation navigation, CancellationToken cancellationToken);
}

public sealed record Navigation(Uri Start, Uri RedirectUri, bool GrantsConsent)
{
    // Called before consent is given, by a user agent that can detect it.
    public Action OnConsent { get; init; } = () => { };

    public bool IsRedirectUri(Uri address) => AnonymousNavigation.IsRedirectUri(address, RedirectUri);
}

public sealed record NavigationResult
{
    // The redirect URI with the service's parameters; null if it was not reached.
    public Uri? Callback { get; init; }

    // Null if the redirect URI was reached.
    public string? Problem { get; init; }

    // Empty if the user agent does not report pages.
    public IReadOnlyList<VisitedPage> Pages { get; init; } = [];

    // The status of the redirect to the redirect URI; null if unknown.
    public int? RedirectStatus { get; init; }
}

/// <summary>A response to a browser, without its body. The values of a repeated header are joined by commas.</summary>
public sealed record VisitedPage(Uri Address, int Status, IReadOnlyDictionary<string, string> Headers)
{
    // Null for a page.
    public Uri? Location =>
        Status is >= 300 and < 400
        && Headers.TryGetValue("Location", out var location)
        && Uri.TryCreate(Address, location, out var target)
            ? target
            : null;

    public static VisitedPage From(Uri address, HttpResponseMessage response) =>
        new(
            address,
            (int)response.StatusCode,
            response
                .Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
                .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)
        );

    // Empty if the header is missing.
    public string Header(string name) => Headers.GetValueOrDefault(name, "");
}
