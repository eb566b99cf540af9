namespace Unfurl.GitHub;

/// <summary>
/// After its installation, GitHub sends the browser to the app's setup URL or, if users are authorized during
/// installation, to the callback with a code that belongs to no sign-in
/// (https://docs.github.com/en/apps/creating-github-apps/registering-a-github-app/about-the-setup-url).
/// </summary>
internal static class InstallationNotice
{
    public static CallbackNotice? Of(IReadOnlyDictionary<string, string> query, string host) =>
        query.GetValueOrDefault("setup_action") switch
        {
            "install" when HasInstallation(query) => new(
                "The app is installed",
                $"The GitHub App is installed on {host}. Sign in to see previews of the repositories that it may read."
            ),
            "update" when HasInstallation(query) => new(
                "The installation is changed",
                $"{host} keeps the new choice of repositories. Previews follow it. Sign in if you have not yet."
            ),
            // The installation does not exist yet.
            "request" => new(
                "The app is requested",
                $"An owner of the organization on {host} was asked to install the GitHub App. Until it is installed, "
                    + "the organization's private repositories have no previews. You can sign in already."
            ),
            _ => null,
        };

    private static bool HasInstallation(IReadOnlyDictionary<string, string> query) =>
        query.GetValueOrDefault("installation_id") is { Length: > 0 and <= 20 } id && id.All(char.IsAsciiDigit);
}
