namespace Unfurl.Server.Configuration;

/// <summary>Where the service listens, as ASP.NET Core's own settings say: <c>ASPNETCORE_URLS</c> or <c>ASPNETCORE_HTTP_PORTS</c>.</summary>
internal static class ListenAddress
{
    /// <summary>The first address, as this machine reaches it; null when the settings make no sense.</summary>
    public static Uri? Local(IConfiguration configuration)
    {
        var ports = configuration[WebHostDefaults.HttpPortsKey];
        var first =
            First(configuration[WebHostDefaults.ServerUrlsKey])
            ?? (First(ports) is { } port ? $"http://localhost:{port}" : "http://localhost:5000");
        try
        {
            var address = BindingAddress.Parse(first);
            var host = address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : address.Host;
            return new Uri($"{address.Scheme}://{host}:{address.Port}");
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string? First(string? list) =>
        list?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault();
}
