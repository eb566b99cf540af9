namespace Unfurl.Server.Hosting;

/// <summary>The folder that contains <c>wwwroot</c> and <c>appsettings.json</c>.</summary>
internal static class ContentRoot
{
    /// <summary>The published service may be started from any folder, so its files are beside its assembly.</summary>
    /// <returns>Null during development, where the framework finds the project's folder.</returns>
    public static string? Find() =>
        Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot")) ? AppContext.BaseDirectory : null;
}
