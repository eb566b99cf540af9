using Microsoft.AspNetCore.Http;
using Unfurl.Simulator.Databases;
using Unfurl.Simulator.Databases.OAuth;

namespace Unfurl.Simulator.Authorization;

/// <summary>The endpoints that the Link Preview connection shares with public ones. The client id says whose a request is.</summary>
internal sealed class SharedEndpoints(
    Func<SimulatorOptions?> options,
    SimulatedDatabases databases,
    TokenEndpoints publicTokens,
    NotionTokenEndpoint linkPreviewTokens,
    NotionRevocationEndpoint linkPreviewRevocation
)
{
    public Task<IResult> TokenAsync(HttpRequest request, CancellationToken cancellationToken) =>
        IsOfLinkPreviews(request)
            ? linkPreviewTokens.ReceiveAsync(request, cancellationToken)
            : publicTokens.TokenAsync(request, cancellationToken);

    public Task<IResult> RevokeAsync(HttpRequest request, CancellationToken cancellationToken) =>
        IsOfLinkPreviews(request)
            ? linkPreviewRevocation.ReceiveAsync(request, cancellationToken)
            : publicTokens.RevokeAsync(request, cancellationToken);

    // Whom nobody knows is refused as by the only connection there is.
    private bool IsOfLinkPreviews(HttpRequest request) =>
        options() is { } current
        && (!databases.HasPublicConnections || ApiRequest.Client(request)?.Id == current.NotionClientId);
}
