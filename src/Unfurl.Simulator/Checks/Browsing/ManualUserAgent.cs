namespace Unfurl.Simulator.Checks.Browsing;

/// <summary>A person who is shown the address, and whose browser comes back to the redirect URI.</summary>
internal sealed class ManualUserAgent(NotionListener notion, Action<string> tell) : IUserAgent
{
    public async Task<NavigationResult> NavigateAsync(Navigation errand, CancellationToken cancellationToken)
    {
        var callback = notion.NextCallbackAsync(cancellationToken);
        tell(
            $"Open this address in a browser, sign in and {(errand.GrantsConsent ? "ALLOW" : "REFUSE")} the connection:\n{errand.Start.AbsoluteUri}"
        );
        try
        {
            return new() { Callback = await callback };
        }
        catch (OperationCanceledException)
        {
            return new() { Problem = "nobody came back to the redirect URI in time" };
        }
    }
}
