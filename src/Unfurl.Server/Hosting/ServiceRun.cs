using System.Data.Common;
using Unfurl.Server.Configuration;
using Unfurl.Server.Logging;
using Unfurl.Server.Pages.Apps;
using Unfurl.Server.Storage;

namespace Unfurl.Server.Hosting;

/// <summary>Runs the service until it is stopped. A failed start is one line on the error output.</summary>
internal static class ServiceRun
{
    // How long the database may take to respond at the start. The orchestrator restarts the service.
    private static readonly TimeSpan StorageLimit = TimeSpan.FromSeconds(10);

    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunToEndAsync(this WebApplication app)
    {
        app.LogWarnings();
        app.LogPlugins();
        app.WarnOfFileLimit();
        app.AnnounceStart();
        if (await app.PrepareAsync() is { } failure)
            return failure;

        try
        {
            await app.StartAsync();
        }
        catch (Exception exception)
        {
            return app.Fail(exception, [StartFailure.Describe(exception, app.Configuration)]);
        }
        app.Services.GetRequiredService<StartPhase>().HasEnded = true;
        await app.WaitForShutdownAsync();
        // Sends the remaining telemetry.
        await app.DisposeAsync();
        return 0;
    }

    /// <summary>Makes the storage ready. A failure is one line on the error output.</summary>
    /// <returns>Null, or the exit code.</returns>
    public static async Task<int?> PrepareAsync(this WebApplication app)
    {
        try
        {
            await app.PrepareStorageAsync();
            return null;
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return 0;
        }
        // Whatever a driver throws, its connection string is the cause.
        catch (Exception exception)
        {
            return app.Fail(exception, StorageProblems(app, exception));
        }
    }

    private static int Fail(this WebApplication app, Exception exception, IEnumerable<string> problems)
    {
        if (app.Logger.IsEnabled(LogLevel.Debug))
            app.Logger.LogDebug("{Exception}", new ScrubbedException(exception));
        return StartFailure.Print(problems);
    }

    private static void AnnounceStart(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<UnfurlOptions>();
        var setupCode = app.Services.GetRequiredService<SetupCode>();
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            Console.WriteLine();
            Console.WriteLine(
                $"  Unfurl is running. Open {settings.UrlOf(app.Environment.IsDevelopment() ? "/lab" : "/")}"
            );
            // On the console and not in the log, which others read and which is kept.
            if (setupCode.IsOffered)
                Console.WriteLine(
                    $"  No provider is configured. Within ten minutes, {settings.UrlOf("/setup/github")} takes this code once: {setupCode.Create().Reveal()}"
                );
            Console.WriteLine();
        });
    }

    private static void LogWarnings(this WebApplication app)
    {
        foreach (var warning in app.Services.GetRequiredService<ConfigurationWarnings>().Lines)
            app.Logger.LogWarning("{Warning}", warning.EndsWith('?') ? warning : $"{warning}.");
        if (
            app.Services.GetRequiredService<UnfurlOptions>().DataProtection.Certificate is null
            && !app.Environment.IsDevelopment()
        )
            app.Logger.LogWarning(
                "Unfurl:DataProtection:Certificate is not set: whoever can read the database can read the keys that encrypt its secrets."
            );
    }

    private static void WarnOfFileLimit(this WebApplication app)
    {
        if (FileLimit.Read() is { } files and < FileLimit.Recommended)
            app.Logger.LogWarning(
                "This process may open {Files} files at once, connections included, and so takes {Connections} connections: allow it {Recommended} files, e.g. with LimitNOFILE= or --ulimit nofile=.",
                files,
                RequestLimits.Connections,
                FileLimit.Recommended
            );
    }

    // Only the first response is limited: a migration may take long.
    private static async Task PrepareStorageAsync(this WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        var began = TimeProvider.System.GetTimestamp();
        try
        {
            // Drivers may ignore the token during their handshake, so the wait has a limit of its own.
            await app.Services.GetRequiredService<Database>().CheckAsync(stopping).WaitAsync(StorageLimit, stopping);
        }
        // A driver's own limit, which the connection string sets, may be the shorter one.
        catch (Exception exception)
            when (exception is TimeoutException or DbException { InnerException: TimeoutException })
        {
            var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
            throw new TimeoutException($"no answer within {seconds:0} seconds", exception);
        }
        await app.PrepareStorageAsync(stopping);
        app.LogDatabaseFile();
        await app.WarnOfUnconfiguredProvidersAsync(stopping);
    }

    // A relative path depends on the working directory.
    private static void LogDatabaseFile(this WebApplication app)
    {
        if (app.Services.GetRequiredService<UnfurlOptions>().ConnectionStrings.Postgres is not null)
            return;
        using var connection = app.Services.GetRequiredService<Database>().Open();
        if (app.Logger.IsEnabled(LogLevel.Information))
            app.Logger.LogInformation("The database is the file {Path}.", connection.DataSource);
    }

    private static IEnumerable<string> StorageProblems(WebApplication app, Exception exception)
    {
        var key = app.Services.GetRequiredService<UnfurlOptions>().ConnectionStrings.Postgres is null
            ? ConnectionStringOptions.SqliteKey
            : ConnectionStringOptions.PostgresKey;
        var problems = exception is DbException ? app.Services.GetRequiredService<Database>().FindProblems() : [];
        return (problems is [] ? [StartFailure.Reason(exception)] : problems).Select(problem =>
            $"{key} leads to storage that cannot be used: {problem}"
        );
    }
}
