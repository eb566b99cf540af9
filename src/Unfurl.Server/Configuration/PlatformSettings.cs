namespace Unfurl.Server.Configuration;

/// <summary>Settings that ASP.NET Core and OpenTelemetry read themselves, as far as they matter here.</summary>
internal static class PlatformSettings
{
    public static readonly SettingsSection Section = new(
        ".NET, ASP.NET Core and OpenTelemetry",
        [
            new("ASPNETCORE_ENVIRONMENT", "`Development` adds the simulator and the demo, and requires no setting")
            {
                Default = "Production",
                Remark = "`dotnet run` sets `Development`.",
            },
            new("ASPNETCORE_URLS", "the addresses to listen on, separated by `;`, e.g. `http://+:8080`")
            {
                Default = "http://localhost:5000",
                Remark = "The option `--urls` does the same. `dotnet run` sets port 5080.",
            },
            new("ASPNETCORE_HTTP_PORTS", "the ports to listen on with plain HTTP, where no addresses are set")
            {
                WhenUnset = "`8080` in the container image",
            },
            new("ASPNETCORE_HTTPS_PORTS", "the ports to listen on with TLS, where no addresses are set"),
            new(
                "Kestrel:Endpoints:<endpoint>:Url",
                "an address to listen on, which counts instead of `ASPNETCORE_URLS`"
            )
            {
                Remark =
                    "See [Kestrel's endpoints](https://learn.microsoft.com/aspnet/core/fundamentals/servers/kestrel/endpoints).",
            },
            new(
                "HTTPS_PROXY",
                "the [proxy](operate.md#through-a-proxy) of outgoing calls; also `HTTP_PROXY`, `ALL_PROXY`"
            )
            {
                WhenUnset = "no proxy",
            },
            new("NO_PROXY", "the hosts that are called without a proxy, e.g. `.acme.com,collector`"),
            new(
                "SSL_CERT_FILE",
                "a PEM file with [certificate authorities](operate.md#a-certificate-authority-of-your-own) of your own"
            )
            {
                WhenUnset = "the system's",
            },
            new(
                "Logging:LogLevel:<category>",
                "the minimum level that is logged, e.g. `Debug` for the category `Unfurl`"
            )
            {
                Default = "Information",
                Remark = "ASP.NET Core's own categories start at `Warning` in any case: see [logs](operate.md#logs).",
            },
            new("OTEL_SERVICE_NAME", "the service's name in traces and metrics") { Default = "unfurl" },
            new("OTEL_RESOURCE_ATTRIBUTES", "further attributes, e.g. `deployment.environment=production`"),
        ]
    );
}
