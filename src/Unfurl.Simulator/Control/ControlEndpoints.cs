using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Unfurl.Notion.Attributes;
using Unfurl.Notion.Lab;
using Unfurl.Notion.Reading;
using Unfurl.Simulator.Users;

namespace Unfurl.Simulator.Control;

/// <summary>The control API: a page or test in another process acts for a user.</summary>
internal sealed class ControlEndpoints(NotionSimulator simulator)
{
    public IResult Describe(string user) =>
        UserDirectory.IsId(user)
            ? Results.Json(simulator.DescribeUser(user), SimulatorJson.Default.SimulatedUser)
            : UnknownUser();

    public async Task<IResult> PasteAsync(string user, HttpRequest request, CancellationToken cancellationToken)
    {
        var (link, problem) = await ReadAsync(user, request, cancellationToken);
        if (problem is not null)
            return problem;
        var outcome = await simulator.PasteAsync(user, link!.Url!, link.Connection, cancellationToken);
        return Results.Json(outcome, SimulatorJson.Default.UnfurlOutcome);
    }

    public async Task<IResult> OpenAsync(string user, HttpRequest request, CancellationToken cancellationToken)
    {
        var (link, problem) = await ReadAsync(user, request, cancellationToken);
        if (problem is not null)
            return problem;
        if (!simulator.HasPreview(user, link!.Url!))
            return ControlProblem.NotFound("there is no preview of this link to open: paste it first");
        var outcome = await simulator.OpenAsync(user, link.Url!, link.Connection, cancellationToken);
        return Results.Json(outcome, SimulatorJson.Default.UnfurlOutcome);
    }

    public async Task<IResult> RemoveAsync(string user, HttpRequest request, CancellationToken cancellationToken)
    {
        if (!UserDirectory.IsId(user))
            return UnknownUser();
        if (request.Query["url"] is not [{ Length: > 0 } url])
            return ControlProblem.BadRequest("url must hold the preview's link, once");
        if (!simulator.HasPreview(user, url))
            return ControlProblem.NotFound("there is no preview of this link");
        var outcome = await simulator.RemoveAsync(user, url, cancellationToken);
        return Results.Json(outcome, SimulatorJson.Default.CallOutcome);
    }

    public async Task<IResult> DisconnectAsync(string user, string id, CancellationToken cancellationToken)
    {
        if (!UserDirectory.IsId(user))
            return UnknownUser();
        if (!simulator.HasConnection(user, id))
            return ControlProblem.NotFound("there is no connection with this id");
        var outcome = await simulator.DisconnectAsync(user, id, cancellationToken);
        return Results.Json(outcome, SimulatorJson.Default.CallOutcome);
    }

    private async Task<(LinkRequest? Link, IResult? Problem)> ReadAsync(
        string user,
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        if (!UserDirectory.IsId(user))
            return (null, UnknownUser());
        if (!request.HasJsonContentType())
            return (null, ControlProblem.UnsupportedMediaType());
        var body = await BoundedBody.ReadAsync(request.Body, cancellationToken);
        if (Parse(body) is not { } link)
            return (
                null,
                ControlProblem.BadRequest("the body must be a JSON object with url and, if need be, connection")
            );
        if (
            link.Url is not { Length: > 0 and <= SectionTable.MaxUrlLength }
            || !Uri.TryCreate(link.Url, UriKind.Absolute, out _)
        )
            return (null, ControlProblem.BadRequest("url must be an absolute URL of up to 2,000 characters"));
        if (link.Connection is not null && !simulator.HasConnection(user, link.Connection))
            return (null, ControlProblem.NotFound("there is no connection with this id"));
        return (link, null);
    }

    private static LinkRequest? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body.Span, SimulatorJson.Default.LinkRequest);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IResult UnknownUser() =>
        ControlProblem.BadRequest("user must be an id: up to 100 letters, digits and @._- characters");
}
