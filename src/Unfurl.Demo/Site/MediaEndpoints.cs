using System.Collections.Frozen;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Unfurl.Demo.Site;

// The files and the style sheet need no session.
internal static class MediaEndpoints
{
    private const string ResourcePrefix = "site/";

    private static readonly FrozenSet<string> Names = Assembly
        .GetExecutingAssembly()
        .GetManifestResourceNames()
        .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
        .Select(name => name[ResourcePrefix.Length..])
        .ToFrozenSet(StringComparer.Ordinal);

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods("/media/{file}", PageEndpoints.GetAndHead, Send);

    private static IResult Send(string file, HttpContext context)
    {
        if (!Names.Contains(file))
            return Results.NotFound();
        SafeHeaders.SetForMedia(context.Response);
        var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(ResourcePrefix + file)!;
        return Results.Stream(stream, ContentType(file), enableRangeProcessing: true);
    }

    private static string ContentType(string file) =>
        Path.GetExtension(file) switch
        {
            ".png" => "image/png",
            ".webm" => "video/webm",
            ".wav" => "audio/wav",
            ".html" => "text/html; charset=utf-8",
            ".pdf" => "application/pdf",
            ".css" => "text/css; charset=utf-8",
            _ => "application/octet-stream",
        };
}
