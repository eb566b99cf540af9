namespace Unfurl.Testing.Tracker;

public static class TrackerSettings
{
    /// <summary>The tracker's adapter as a recipe.</summary>
    public static string Recipe { get; } = Path.Combine(AppContext.BaseDirectory, "Tracker", "tracker.yaml");

    /// <summary>The settings of an instance <c>tracker</c> at <c>tracker.acme.com</c>; its adapter is a plugin, or a recipe.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Of(
        Uri url,
        string signIn = "PersonalKey",
        Secret? key = null,
        string host = "tracker.acme.com",
        string name = "tracker",
        bool isRecipe = false
    ) =>
        [
            new($"Unfurl:Providers:{name}:Type", isRecipe ? "Recipe" : "Tracker"),
            new($"Unfurl:Providers:{name}:Host", host),
            isRecipe
                ? new($"Unfurl:Providers:{name}:Base", url.AbsoluteUri)
                : new($"Unfurl:Providers:{name}:Url", url.AbsoluteUri),
            new($"Unfurl:Providers:{name}:Recipe", isRecipe ? Recipe : null),
            new($"Unfurl:Providers:{name}:SignIn", signIn),
            new($"Unfurl:Providers:{name}:Key", key?.Reveal()),
        ];
}
