using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.HttpOverrides;
using Unfurl.Server.Configuration;
using Unfurl.Server.Connections;
using Unfurl.Server.Connections.SignIn;
using Unfurl.Server.Http;
using Unfurl.Server.Http.Outgoing;
using Unfurl.Server.Logging;
using Unfurl.Server.Providers;
using Unfurl.Server.Providers.Plugins;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Hosting;

/// <summary>What surrounds the capabilities: checked configuration before them, a safe pipeline around them.</summary>
internal static class HostingExtensions
{
    /// <summary>Reads and checks the whole configuration.</summary>
    /// <returns>The settings; null after printing every problem, one line each.</returns>
    public static (UnfurlOptions Settings, IReadOnlyList<ConfiguredProvider> Providers)? LoadConfiguration(
        this WebApplicationBuilder builder,
        IReadOnlyList<IProviderType> own
    )
    {
        var read = new SettingsReader(builder.Configuration.AsEnumerable());
        if (!ListenAddresses.TryRead(builder.Configuration, out var addresses, out var wrongKey))
            read.Report(wrongKey, "must hold addresses such as http://+:8080, without a path and separated by ';'");
        // A browser on this machine reaches ports, not Unix sockets.
        var local = addresses.FirstOrDefault(address => address.UnixSocket is null)?.Url;
        var settings = OptionsLoader.Load(read, builder.Environment.IsDevelopment(), local);
        var types = new AdapterTypes(
            own,
            PluginFolders.Load(read, settings.Plugins, builder.Environment.IsDevelopment())
        );
        var providers = ProviderLoader.Load(builder.Configuration, read, settings.PublicUrl, types);
        ProviderLoader.RequireWorkspaces(read, settings.Notion, providers);
        Administrators.Check(read, settings, providers);
        LogLevels.Check(builder.Configuration, read);
        UnknownKeys.Warn(builder.Configuration, read);
        if (read.Problems.Count > 0)
        {
            // A misspelt key is often the reason why another is missing.
            foreach (var line in read.Problems.Concat(read.Warnings))
                Console.Error.WriteLine($"Configuration: {line}");
            return null;
        }
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(new ConfigurationWarnings(read.Warnings));
        builder.Services.AddSingleton(types);
        return (settings, providers);
    }

    public static void AddHosting(this WebApplicationBuilder builder, UnfurlOptions settings)
    {
        builder.AddRequestLimits();
        builder.AddQuietLogs();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<RejectionLog>();
        builder.Services.AddSingleton<OutageLog>();
        builder.Services.AddProblemDetails();
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor;
            options.ForwardLimit = null;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var network in settings.TrustedProxies)
                options.KnownIPNetworks.Add(network);
        });
        builder.AddHealth();
        builder.Services.AddSingleton<RateLimits>();
        builder.AddOutgoingHttp();
        builder.AddTelemetry(settings.Telemetry);
        builder.AddSecurityHeaders();
        builder.AddOpenApiDescription();
    }

    // The order matters: an outer middleware sees the responses of the inner ones.
    public static void UseHosting(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UsePublicUrl();
        app.UseSecurityHeaders();
        app.UseExceptionHandler(
            new ExceptionHandlerOptions
            {
                ExceptionHandlingPath = "/error",
                StatusCodeSelector = error => StatusOf(error, app.Services.GetRequiredService<Database>()),
                SuppressDiagnosticsCallback = context =>
                    app.Services.GetRequiredService<OutageLog>().TryLog(context.Exception),
            }
        );
        app.UseStatusCodePagesWithReExecute("/error");
        app.UseBodyEncoding();
        // Endpoints with a bearer token respond here; the rest of the pipeline is for browsers.
        app.UseRouting();
        app.UseStaticFiles();
        app.Use(app.Services.GetRequiredService<RateLimits>().InvokeAsync);
        app.UseCallbackMethod();
        app.UseAuthenticationExceptForErrors();
        app.UseAntiforgery();
    }

    private static int StatusOf(Exception error, Database database) =>
        error switch
        {
            // In Development, ASP.NET Core throws for requests that it cannot read.
            BadHttpRequestException bad => bad.StatusCode,
            _ when database.IsOutage(error) => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status500InternalServerError,
        };

    // The error page identifies no user, because that reads the database, which may be the failure.
    private static void UseAuthenticationExceptForErrors(this WebApplication app)
    {
        // WebApplication adds both middlewares for all requests unless these properties are set. No endpoint uses
        // authorization.
        var properties = ((IApplicationBuilder)app).Properties;
        properties["__AuthenticationMiddlewareSet"] = true;
        properties["__AuthorizationMiddlewareSet"] = true;
        app.UseWhen(
            context => context.Features.Get<IExceptionHandlerFeature>() is null,
            requests => requests.UseAuthentication()
        );
    }

    public static void MapHosting(this WebApplication app)
    {
        app.MapHealth();
        app.MapOpenApiDescription();
        app.MapRegistered();
    }

    // Endpoints of a hosting startup, inside this pipeline.
    private static void MapRegistered(this WebApplication app)
    {
        foreach (var map in app.Services.GetServices<Action<IEndpointRouteBuilder>>())
            map(app);
    }
}

internal sealed record ConfigurationWarnings(IReadOnlyList<string> Lines);
