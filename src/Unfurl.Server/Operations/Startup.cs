using Microsoft.AspNetCore.HttpOverrides;
using Unfurl.Server.Development;
using Unfurl.Server.Operations.Configuration;
using Unfurl.Server.Providers;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Operations;

/// <summary>What the service needs before its first and after its last line: checked configuration, a current schema, a safe pipeline.</summary>
internal static class Startup
{
    /// <summary>Reads and checks the whole configuration.</summary>
    /// <returns>The settings; null after printing every problem, one line each.</returns>
    public static (UnfurlSettings Settings, IReadOnlyList<ConfiguredProvider> Providers)? LoadConfiguration(
        this WebApplicationBuilder builder,
        IReadOnlyList<IProviderType> types
    )
    {
        var read = new SettingsReader(builder.Configuration);
        var settings = SettingsLoader.Load(
            read,
            builder.Environment.IsDevelopment(),
            builder.Configuration[WebHostDefaults.ServerUrlsKey]
        );
        builder.AddDemoProvider(settings);
        var providers = ProviderLoader.Load(builder.Configuration, read, types);
        if (read.Problems.Count > 0)
        {
            foreach (var problem in read.Problems)
                Console.Error.WriteLine($"Configuration: {problem}");
            return null;
        }
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(new ConfigurationWarnings(read.Warnings));
        return (settings, providers);
    }

    public static void AddOperations(this WebApplicationBuilder builder, UnfurlSettings settings)
    {
        builder.WebHost.ConfigureKestrel(options => options.AddServerHeader = false);
        builder.Services.AddSingleton(TimeProvider.System);
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
        builder.AddRateLimits();
        builder.AddTelemetry();
        builder.AddOpenApiDescription();
    }

    /// <summary>The order matters: what is outside sees the answers of what is inside.</summary>
    public static void UseOperations(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UsePublicUrl();
        app.UseSecurityHeaders();
        app.UseExceptionHandler("/error");
        app.UseStatusCodePagesWithReExecute("/error");
        app.UseStaticFiles();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAntiforgery();
    }

    public static void MapOperations(this WebApplication app)
    {
        app.MapHealth();
        app.MapOpenApiDescription();
    }

    /// <summary>Brings the schema up to date and says what the operator should know.</summary>
    public static async Task PrepareAsync(this WebApplication app)
    {
        foreach (var warning in app.Services.GetRequiredService<ConfigurationWarnings>().Lines)
            app.Logger.LogWarning("{Warning}.", warning);
        if (
            app.Services.GetRequiredService<UnfurlSettings>().Storage.Certificate is null
            && !app.Environment.IsDevelopment()
        )
            app.Logger.LogWarning(
                "Unfurl:DataProtection:Certificate is not set: whoever can read the database can read the keys that encrypt its secrets."
            );
        await app.PrepareStorageAsync();
    }
}

/// <summary>What the operator should know although the service can start.</summary>
internal sealed record ConfigurationWarnings(IReadOnlyList<string> Lines);
