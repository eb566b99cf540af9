using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Unfurl.Simulator.Control;

namespace Unfurl.Simulator;

/// <summary>The simulator's addresses.</summary>
public static class NotionSimulatorEndpoints
{
    /// <summary>Maps the simulator below a path, which must be that of <see cref="SimulatorOptions.BaseUrl"/>.</summary>
    public static IEndpointConventionBuilder MapNotionSimulator(
        this IEndpointRouteBuilder endpoints,
        string pathPrefix,
        NotionSimulator simulator
    )
    {
        // It is Notion, not a part of the service: it asks nobody to sign in and is in nobody's description.
        var group = endpoints.MapGroup(pathPrefix).ExcludeFromDescription().AllowAnonymous();

        group.MapGet("/connect", (Delegate)simulator.Connect.Begin);
        group.MapGet("/externalintegrationauthcallback", simulator.Callback.ReceiveAsync);
        group.MapPost("/v1/oauth/token", simulator.Token.ReceiveAsync);
        group.MapPatch("/v1/external/object", simulator.ExternalObject.ReceiveAsync);

        var control = new ControlEndpoints(simulator);
        group.MapGet("/people/{user}", control.Describe);
        group.MapPost("/people/{user}/paste", control.PasteAsync);
        group.MapPost("/people/{user}/open", control.OpenAsync);
        group.MapDelete("/people/{user}/previews", control.RemoveAsync);
        group.MapDelete("/people/{user}/connections/{id}", control.DisconnectAsync);
        return group;
    }
}
