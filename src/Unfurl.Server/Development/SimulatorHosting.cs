using Unfurl.Server.Configuration;
using Unfurl.Simulator;

namespace Unfurl.Server.Development;

/// <summary>
/// The simulator plays Notion in Development: mounted here, or wherever <c>Unfurl:Notion:ApiUrl</c> says on this machine.
/// </summary>
internal static class SimulatorHosting
{
    public static void AddSimulator(this WebApplicationBuilder builder, UnfurlSettings settings)
    {
        if (!settings.Notion.IsSimulated)
            return;
        builder.Services.AddSingleton(new SimulatorClient(new HttpClient(), settings.Notion.ApiUrl));
        if (IsMountedHere(settings))
            builder.Services.AddSingleton(services => new NotionSimulator(
                () => Options(settings, services.GetRequiredService<OAuthClient>()),
                services.GetRequiredService<TimeProvider>()
            ));
    }

    public static void MapSimulator(this WebApplication app)
    {
        if (app.Services.GetService<NotionSimulator>() is { } simulator)
            app.MapNotionSimulator(SettingsLoader.SimulatorPath, simulator);
    }

    /// <summary>Tells, once the service listens, where to begin.</summary>
    public static void AnnounceLab(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<UnfurlSettings>();
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            Console.WriteLine();
            Console.WriteLine(
                $"  Unfurl is running. Open {settings.UrlOf(app.Environment.IsDevelopment() ? "/lab" : "/")}"
            );
            Console.WriteLine();
        });
    }

    private static bool IsMountedHere(UnfurlSettings settings) =>
        settings.Notion.ApiUrl == settings.UrlOf(SettingsLoader.SimulatorPath);

    internal static SimulatorOptions Options(UnfurlSettings settings, OAuthClient client) =>
        new()
        {
            BaseUrl = settings.Notion.ApiUrl,
            AuthorizeUrl = settings.UrlOf("/notion/authorize"),
            TokenUrl = settings.UrlOf("/notion/token"),
            UnfurlUrl = settings.UrlOf("/unfurl"),
            DeletionUrl = settings.UrlOf("/notion/deletion"),
            ClientId = client.ClientId,
            ClientSecret = client.ClientSecret,
            NotionClientId = settings.Notion.Client.ClientId,
            NotionClientSecret = settings.Notion.Client.ClientSecret,
            NotionVersion = settings.Notion.Version,
        };
}
