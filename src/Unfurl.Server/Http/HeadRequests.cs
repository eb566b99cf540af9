namespace Unfurl.Server.Http;

/// <summary>
/// HEAD, which is GET without the body (RFC 9110 §9.3.2). Kestrel leaves out the body by itself. A GET that changes something,
/// such as the start of an authorization, does not take HEAD: monitors and scanners must be able to send it anywhere.
/// </summary>
internal static class HeadRequests
{
    public static TBuilder TakesHead<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoint.Add(builder => builder.Metadata.Add(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head])));
        return endpoint;
    }
}
