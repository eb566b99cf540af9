using Unfurl.GitHub;
using Unfurl.Recipes;
using Unfurl.Server.Connections;
using Unfurl.Server.Hosting;
using Unfurl.Server.Notion;
using Unfurl.Server.Pages;
using Unfurl.Server.Previews;
using Unfurl.Server.Providers;
using Unfurl.Server.Storage;
using Unfurl.Server.Tracking;
using Unfurl.Server.Updates;
using Unfurl.WebPages;

WebApplication app;
try
{
    Encodings.Register();
    var isProbe = args.Contains(HealthProbe.Option);
    var builder = WebApplication.CreateBuilder(
        new WebApplicationOptions
        {
            Args = isProbe ? HealthProbe.OptionsOf(args) : args,
            ContentRootPath = ContentRoot.Find(),
        }
    );
    if (isProbe)
        return await HealthProbe.RunAsync(builder.Configuration);

    if (
        builder.LoadConfiguration([new GitHubProviderType(), new RecipeProviderType(), new WebPageProviderType()])
        is not var (settings, providers)
    )
        return 1;

    builder.AddHosting(settings);
    builder.AddStorage(settings);
    builder.AddProviders(providers);
    builder.AddConnections(providers);
    builder.AddPreviews(settings);
    builder.AddTracking();
    builder.AddUpdates();
    builder.AddNotion(settings);
    builder.AddPages();

    app = builder.Build();

    app.UseHosting();
    app.MapNotion();
    app.MapUpdates();
    app.MapConnections();
    app.MapProviders();
    app.MapPages();
    app.MapHosting();
}
// Of a settings file that is no JSON, for example. Tools that build a host end it with HostAbortedException.
catch (Exception exception) when (exception is not HostAbortedException)
{
    return StartFailure.Print(StartFailure.Reason(exception));
}

return await app.RunToEndAsync();
