using Microsoft.AspNetCore.Http;

namespace Unfurl.Simulator.Control;

/// <summary>The control API's problem details (RFC 9457).</summary>
internal sealed record ControlProblem(string Title, int Status, string Detail)
{
    public static IResult BadRequest(string detail) => Write("Bad request", 400, detail);

    public static IResult NotFound(string detail) => Write("Not found", 404, detail);

    public static IResult UnsupportedMediaType() =>
        Write("Unsupported media type", 415, "the body must be declared application/json");

    private static IResult Write(string title, int status, string detail) =>
        Results.Json(
            new ControlProblem(title, status, detail),
            SimulatorJson.Default.ControlProblem,
            "application/problem+json",
            status
        );
}
