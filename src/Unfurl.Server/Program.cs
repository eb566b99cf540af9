using Unfurl.GitHub;
using Unfurl.Server.Authorization;
using Unfurl.Server.Caching;
using Unfurl.Server.Development;
using Unfurl.Server.Operations;
using Unfurl.Server.Pages;
using Unfurl.Server.Providers;
using Unfurl.Server.Storage;
using Unfurl.Server.Unfurling;
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
