using System.Net;
using Unfurl.Server.Http.Outgoing;

namespace Unfurl.Server.Providers.Gate;

/// <summary>
/// Lets requests of an instance's adapter go where its <see cref="GateRules"/> allow. Each hop of a redirect is a request of its
/// own, because the client follows none.
/// </summary>
internal sealed partial class GateHandler(GateRules rules, ILogger<GateHandler> logger) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        if (rules.Refusal(request) is { } reason)
            throw Refused(request, reason);
        StayOnTcp(request);
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException exception) when (exception.InnerException is AddressRefusedException refused)
        {
            throw Refused(request, refused.Reason, exception);
        }
    }

    // HTTP/3 has connections that GateConnection does not see.
    private static void StayOnTcp(HttpRequestMessage request)
    {
        if (request.Version > HttpVersion.Version20)
            request.Version = HttpVersion.Version20;
        if (request.VersionPolicy == HttpVersionPolicy.RequestVersionOrHigher)
            request.VersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
    }

    private GateRefusedException Refused(HttpRequestMessage request, string reason, Exception? exception = null)
    {
        // Without path and query, which may hold secrets.
        var host = request.RequestUri!.IdnHost;
        Log.Refused(logger, rules.Instance, host, reason, GateRefusals.Explain(reason));
        return new(host, reason, exception);
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "A call of {Provider} to {Host} was refused: {Reason}, {Explanation}."
        )]
        public static partial void Refused(
            ILogger logger,
            string provider,
            string host,
            string reason,
            string explanation
        );
    }
}
