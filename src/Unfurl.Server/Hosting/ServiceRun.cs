using System.Data.Common;
using System.Net.Sockets;
using Unfurl.Server.Configuration;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Hosting;

/// <summary>Runs the service until it is told to stop. What keeps it from starting is one line for the operator.</summary>
internal static class ServiceRun
{
    /// <summary>How long storage may take to answer at start; whoever started us will try again.</summary>
    private static readonly TimeSpan StorageLimit = TimeSpan.FromSeconds(10);

    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunToEndAsync(this WebApplication app)
    {
        app.LogWarnings();
        app.AnnounceStart();
        try
        {
            await app.PrepareStorageAsync();
        }
        catch (Exception exception) when (exception is DbException or SocketException or TimeoutException)
        {
            return Fail($"{StorageKey(app)} leads to storage that cannot be used: {Reason(exception)}");
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return 0;
        }

        try
        {
            await app.StartAsync();
        }
        // Kestrel's only word for a missing certificate.
        catch (InvalidOperationException) when (HasHttps(app))
        {
            return Fail(
                "ASPNETCORE_URLS holds an https address, and there is no usable certificate for it: let a proxy end TLS and listen on http, or set Kestrel:Certificates:Default:Path and :Password"
            );
        }
        // Without the permission to listen there, or with another machine's address, Kestrel passes the socket's failure on.
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            return Fail($"ASPNETCORE_URLS holds an address that cannot be used: {Reason(exception)}");
        }
        await app.WaitForShutdownAsync();
        // What is still to be sent, of telemetry, is sent now.
        await app.DisposeAsync();
        return 0;
    }

    /// <summary>Tells, once the service listens, where to begin.</summary>
    private static void AnnounceStart(this WebApplication app)
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

    private static bool HasHttps(WebApplication app) =>
        app.Configuration[WebHostDefaults.ServerUrlsKey]?.Contains("https:", StringComparison.OrdinalIgnoreCase) == true
        || !string.IsNullOrEmpty(app.Configuration[WebHostDefaults.HttpsPortsKey]);

    private static void LogWarnings(this WebApplication app)
    {
        foreach (var warning in app.Services.GetRequiredService<ConfigurationWarnings>().Lines)
            app.Logger.LogWarning("{Warning}", warning.EndsWith('?') ? warning : $"{warning}.");
        if (
            app.Services.GetRequiredService<UnfurlSettings>().Storage.Certificate is null
            && !app.Environment.IsDevelopment()
        )
            app.Logger.LogWarning(
                "Unfurl:DataProtection:Certificate is not set: whoever can read the database can read the keys that encrypt its secrets."
            );
    }

    /// <summary>Brings the schema up to date. That may take its time; being answered at all may not.</summary>
    private static async Task PrepareStorageAsync(this WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        try
        {
            // Drivers may be deaf to a token while they shake hands, so the wait is limited, not the work.
            await app.Services.GetRequiredService<Database>().CheckAsync(stopping).WaitAsync(StorageLimit, stopping);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"no answer within {StorageLimit.TotalSeconds} seconds", exception);
        }
        await app.PrepareStorageAsync(stopping);
        app.LogDatabaseFile();
    }

    /// <summary>A relative path depends on the working directory, so the log holds the whole one.</summary>
    private static void LogDatabaseFile(this WebApplication app)
    {
        if (app.Services.GetRequiredService<UnfurlSettings>().Storage.Postgres is not null)
            return;
        using var connection = app.Services.GetRequiredService<Database>().Open();
        if (app.Logger.IsEnabled(LogLevel.Information))
            app.Logger.LogInformation("The database is the file {Path}.", connection.DataSource);
    }

    private static string StorageKey(WebApplication app) =>
        app.Services.GetRequiredService<UnfurlSettings>().Storage.Postgres is null
            ? "ConnectionStrings:Sqlite"
            : "ConnectionStrings:Postgres";

    /// <summary>The first line says what happened; drivers add details and hints below it.</summary>
    private static string Reason(Exception exception)
    {
        if (exception is TimeoutException)
            return exception.Message;
        var line = exception.Message.Split('\n')[0].TrimEnd('.', '\r');
        return exception.InnerException is { } inner
            ? $"{line} ({inner.Message.Split('\n')[0].TrimEnd('.', '\r')})"
            : line;
    }

    private static int Fail(string problem)
    {
        Console.Error.WriteLine($"Start: {problem}");
        return 1;
    }
}
