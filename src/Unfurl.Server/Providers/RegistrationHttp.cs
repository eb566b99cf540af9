using System.Net;
using Unfurl.Server.Http.Outgoing;
using Unfurl.Server.Providers.Gate;

namespace Unfurl.Server.Providers;

/// <summary>Reaches one host at which an app is registered, through the gate. The host is known only when somebody names it.</summary>
internal sealed class RegistrationHttp(
    IWebProxy proxy,
    HostConnection connection,
    TimeProvider time,
    ILogger<GateHandler> logger
)
{
    // A registration is one small answer.
    private const int MaxResponseBytes = 1024 * 1024;

    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(10);

    public HttpClient To(AppHost host)
    {
        var rules = new GateRules("an app's registration", [host.Api], proxy);
        var sockets = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            Proxy = proxy,
            ConnectTimeout = TimeSpan.FromSeconds(3),
            AutomaticDecompression = DecompressionMethods.All,
            ConnectCallback = new GateConnection(rules, connection).OpenAsync,
            // Without one the call is in no trace: its path holds a code, which is valid until the call succeeds.
            ActivityHeadersPropagator = null,
        };
        var limit = new ResponseLimitHandler(MaxResponseBytes, MaxTime, time) { InnerHandler = sockets };
        return new(new GateHandler(rules, logger) { InnerHandler = limit }) { Timeout = MaxTime };
    }
}
