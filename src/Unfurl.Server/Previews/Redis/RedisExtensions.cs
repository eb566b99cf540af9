using Microsoft.Extensions.Caching.StackExchangeRedis;
using StackExchange.Redis;

namespace Unfurl.Server.Previews.Redis;

internal static class RedisExtensions
{
    public static void AddRedis(this WebApplicationBuilder builder, string connectionString)
    {
        var options = Read(connectionString);
        builder.Services.AddSingleton(services =>
            ActivatorUtilities.CreateInstance<RedisConnection>(services, options)
        );
        builder.Services.AddSingleton(services => new ServerClock(services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<RedisLog>();
        builder.Services.AddSingleton<RedisEvents>();
        builder.Services.AddSingleton<RedisLocks>();
        builder.Services.AddStackExchangeRedisCache(cache => cache.InstanceName = RedisKeys.Copies);
        builder
            .Services.AddOptions<RedisCacheOptions>()
            .Configure<RedisConnection>((cache, redis) => cache.ConnectionMultiplexerFactory = redis.SharedAsync);
        builder.Services.AddSingleton<RedisLevel>();
        builder.Services.AddSingleton<ISharedLevel>(services => services.GetRequiredService<RedisLevel>());
        builder.Services.AddHostedService<RedisWorker>();
        builder.Services.AddHealthChecks().AddCheck<RedisHealth>("redis");
    }

    public static ConfigurationOptions Read(string connectionString)
    {
        var options = ConfigurationOptions.Parse(connectionString);
        // The service starts and goes on without Redis, and finds it as soon as it is there.
        options.AbortOnConnectFail = false;
        options.ClientName = "unfurl";
        // For INFO, which says which server that is.
        options.AllowAdmin = true;
        options.ConnectRetry = 1;
        options.ConnectTimeout = 1000;
        // So often the library looks whether a connection hangs or is worth another try.
        options.HeartbeatInterval = TimeSpan.FromMilliseconds(250);
        // A replica that becomes the primary is found so soon.
        options.ConfigCheckSeconds = 1;
        // What nobody answers now is not sent later: whoever asked has gone on alone.
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ReconnectRetryPolicy = new LinearRetry(500);
        return options;
    }
}
