using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using Unfurl.Server.Configuration;
using Secret = Unfurl.Adapters.Secret;

namespace Unfurl.Server.Storage;

internal static class StorageExtensions
{
    // How long a request waits that could be answered without the database.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    public static void AddStorage(this WebApplicationBuilder builder, UnfurlOptions settings)
    {
        SqlMapper.Settings.CommandTimeout = Database.StatementTimeout;

        if (settings.ConnectionStrings.Postgres is { } postgres)
        {
            builder.Services.AddSingleton<Database>(_ => new PostgresDatabase(postgres.Reveal()));
        }
        else
        {
            builder.Services.AddSingleton(_ => new SqliteDatabase(settings.ConnectionStrings.Sqlite.Reveal()));
            builder.Services.AddSingleton<Database>(services => services.GetRequiredService<SqliteDatabase>());
            builder.Services.AddHostedService<SqliteCheckpointWorker>();
        }
        builder.Services.AddSingleton(services =>
            ActivatorUtilities.CreateInstance<DatabaseAvailability>(services, Patience)
        );
        builder.Services.AddSingleton(services => new StorageClock(
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<Database>().ReadClockAsync
        ));
        builder.Services.AddHostedService<StorageClockWorker>();
        builder.Services.AddSingleton<Migrator>();
        builder.Services.AddSingleton<SecretProtector>();
        builder.Services.AddHostedService<ExpiredRemovalWorker>();

        var keys = builder.Services.AddDataProtection().SetApplicationName("Unfurl");
        builder.Services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(
            services => new ConfigureOptions<KeyManagementOptions>(options =>
                options.XmlRepository = new KeyRing(services.GetRequiredService<Database>())
            )
        );
        if (settings.DataProtection.LoadCertificate() is { } certificate)
            keys.ProtectKeysWithCertificate(certificate);
    }

    public static async Task PrepareStorageAsync(this WebApplication app, CancellationToken cancellationToken)
    {
        var services = app.Services;
        var database = services.GetRequiredService<Database>();
        // Replicas that start at once would each create a key, and read the others' keys only a day later.
        await using (await database.LockStartAsync(cancellationToken))
        {
            await services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
            services.GetRequiredService<SecretProtector>().Protect(new Secret("the first use makes the first key"));
        }
        await services.GetRequiredService<StorageClock>().ReadAsync(cancellationToken);
        await database.ProbeAsync(cancellationToken);
    }

    // Also registers the removal of expired rows, if the repository has any.
    public static void AddRepository<T>(this IServiceCollection services)
        where T : class
    {
        services.AddSingleton<T>();
        if (typeof(T).IsAssignableTo(typeof(IExpiring)))
            services.AddSingleton(provider => (IExpiring)provider.GetRequiredService<T>());
    }
}
