namespace Unfurl.Simulator.Checks.Browsing;

/// <summary>Shows the URL to a person, whose browser returns to the redirect URI.</summary>
internal sealed class ManualUserAgent(NotionListener notion, Action<string> tell) : IUserAgent
{
    public async Task<NavigationResult> NavigateAsync(Navigation navigation, CancellationToken cancellationToken)
    {
        var callback = notion.NextCallbackAsync(cancellationToken);
        tell(
            $"Open this address in a browser, sign in and {(navigation.GrantsConsent ? "ALLOW" : "DENY")} the connection:\n{navigation.Start.AbsoluteUri}"
        );
        try
        {
            return new() { Callback = await callback };
        }
        catch (OperationCanceledException)
        {
            return new() { Problem = "no callback at the redirect URI in time" };
        }
    }
}
