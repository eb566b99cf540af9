using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Unfurl.Simulator.Control;

namespace Unfurl.Simulator;

public static class NotionSimulatorEndpoints
{
    // The path must be that of SimulatorOptions.BaseUrl.
    public static IEndpointConventionBuilder MapNotionSimulator(
        this IEndpointRouteBuilder endpoints,
        string pathPrefix,
        NotionSimulator simulator
    )
    {
        // Notion is not part of the service: it needs no sign-in and is not in the service's OpenAPI document.
        var group = endpoints.MapGroup(pathPrefix).ExcludeFromDescription().AllowAnonymous();

        group.MapGet("/connect", (Delegate)simulator.Connect.Begin);
        group.MapGet("/externalintegrationauthcallback", simulator.Callback.ReceiveAsync);
        group.MapGet("/v1/oauth/authorize", simulator.Authorize.Show);
        group.MapPost("/v1/oauth/authorize", simulator.Authorize.DecideAsync);
        group.MapPost("/v1/oauth/token", simulator.SharedEndpoints.TokenAsync);
        group.MapPost("/v1/oauth/introspect", simulator.PublicTokens.IntrospectAsync);
        group.MapPost("/v1/oauth/revoke", simulator.SharedEndpoints.RevokeAsync);
        group.MapPatch("/v1/external/object", simulator.ExternalObject.ReceiveAsync);
        simulator.Rest.Map(group);

        var control = new ControlEndpoints(simulator);
        group.MapGet("/people/{user}", control.Describe);
        group.MapPost("/people/{user}/paste", control.PasteAsync);
        group.MapPost("/people/{user}/open", control.OpenAsync);
        group.MapDelete("/people/{user}/previews", control.RemoveAsync);
        group.MapDelete("/people/{user}/connections/{id}", control.DisconnectAsync);
        return group;
    }
}
