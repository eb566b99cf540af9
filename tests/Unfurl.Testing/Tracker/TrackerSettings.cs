namespace Unfurl.Testing.Tracker;

public static class TrackerSettings
{
    /// <summary>The settings of an instance <c>tracker</c> at <c>tracker.acme.com</c>; its adapter is a plugin.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Of(
        Uri url,
        string signIn = "PersonalKey",
        Secret? key = null,
        string host = "tracker.acme.com",
        string name = "tracker"
    ) =>
        [
            new($"Unfurl:Providers:{name}:Type", "Tracker"),
            new($"Unfurl:Providers:{name}:Host", host),
            new($"Unfurl:Providers:{name}:Url", url.AbsoluteUri),
            new($"Unfurl:Providers:{name}:SignIn", signIn),
            new($"Unfurl:Providers:{name}:Key", key?.Reveal()),
        ];
}
