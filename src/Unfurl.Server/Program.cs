using Unfurl.GitHub;
using Unfurl.Server.Development;
using Unfurl.Server.Hosting;
using Unfurl.Server.Notion.OAuth;
using Unfurl.Server.Notion.Unfurl;
using Unfurl.Server.Pages;
using Unfurl.Server.Previews;
using Unfurl.Server.Providers;
using Unfurl.Server.Storage;
using Unfurl.Server.Updates;

if (args is ["--health"])
    return await HealthProbe.RunAsync();

var builder = WebApplication.CreateBuilder(
    new WebApplicationOptions { Args = args, ContentRootPath = ContentRoot.Find() }
);

if (
    builder.LoadConfiguration([new GitHubProviderType(), .. DemoProvider.Types(builder.Environment)])
    is not var (settings, providers)
)
    return 1;

builder.AddOperations(settings);
builder.AddStorage(settings);
builder.AddProviders(providers);
builder.AddNotionAuthorization(settings, providers);
builder.AddCaching(settings);
builder.AddUnfurling();
builder.AddUpdates();
builder.AddPages();
builder.AddNotionInABox(settings);

var app = builder.Build();

app.UseOperations();
app.MapNotionAuthorization();
app.MapUnfurling();
app.MapUpdates();
app.MapIcons();
app.MapPages();
app.MapOperations();
app.MapNotionInABox();
app.MapDemoProvider();

app.AnnounceLab();
return await app.RunToEndAsync();
