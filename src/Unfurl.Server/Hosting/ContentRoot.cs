namespace Unfurl.Server.Hosting;

/// <summary>Where <c>wwwroot</c> and <c>appsettings.json</c> are.</summary>
internal static class ContentRoot
{
    /// <summary>
    /// The published service keeps its files beside its assembly and may be started from any folder.
    /// </summary>
    /// <returns>That folder; null while developing, where the project's folder is found by the framework.</returns>
    public static string? Find() =>
        Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot")) ? AppContext.BaseDirectory : null;
}
