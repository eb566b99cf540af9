using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using System.Security.Cryptography;
using Unfurl.Server.Configuration;
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
        app.WarnOfFileLimit();
        app.AnnounceStart();
        try
        {
            await app.PrepareStorageAsync();
        }
        catch (Exception exception) when (exception is DbException or SocketException or TimeoutException)
        {
            var problems = app.Services.GetRequiredService<Database>().FindProblems();
            return Fail([
                .. (problems is [] ? [Reason(exception)] : problems).Select(problem =>
                    $"{StorageKey(app)} leads to storage that cannot be used: {problem}"
                ),
            ]);
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return 0;
        }

        try
        {
            await app.StartAsync();
        }
        // Kestrel throws nothing more specific for a missing certificate.
        catch (InvalidOperationException) when (HasHttps(app, out var key))
        {
            return Fail(
                $"{key} holds an https address, and there is no usable certificate for it: let a proxy end TLS and listen on http, or set Kestrel:Certificates:Default:Path and :Password"
            );
        }
        // Of a certificate, for example. The exception's text names it.
        catch (Exception exception)
            when (exception is FileNotFoundException or DirectoryNotFoundException or CryptographicException)
        {
            return Fail($"a setting names a file that cannot be used: {Reason(exception)}");
        }
        // Kestrel passes on the socket's exception for a missing permission and for the address of another machine.
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            return Fail($"{ListenKey(app)} holds an address that cannot be used: {Reason(exception)}");
        }
        await app.WaitForShutdownAsync();
        // Sends the remaining telemetry.
        await app.DisposeAsync();
        return 0;
    }

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

    private static bool HasHttps(WebApplication app, [NotNullWhen(true)] out string? key)
    {
        ListenAddresses.TryRead(app.Configuration, out var addresses, out _);
        key = addresses.FirstOrDefault(address => address.Url.Scheme == Uri.UriSchemeHttps)?.Key;
        return key is not null;
    }

    private static string ListenKey(WebApplication app) =>
        ListenAddresses.TryRead(app.Configuration, out var addresses, out var wrongKey) ? addresses[0].Key : wrongKey;

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

    // The first line says what happened; drivers add hints below it.
    private static string Reason(Exception exception)
    {
        if (exception is TimeoutException)
            return exception.Message;
        var line = exception.Message.Split('\n')[0].TrimEnd('.', '\r');
        return exception.InnerException is { } inner
            ? $"{line} ({inner.Message.Split('\n')[0].TrimEnd('.', '\r')})"
            : line;
    }

    private static int Fail(params IEnumerable<string> problems)
    {
        foreach (var problem in problems)
            Console.Error.WriteLine($"Start: {problem}");
        return 1;
    }
}
