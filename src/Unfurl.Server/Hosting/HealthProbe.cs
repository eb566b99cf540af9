using System.Net;
using System.Net.Sockets;
using Unfurl.Server.Configuration;

namespace Unfurl.Server.Hosting;

/// <summary>
/// <c>--health</c>, for a container's HEALTHCHECK: ASP.NET Core images have no curl. It asks the running service on this
/// machine, where its configuration says that it listens.
/// </summary>
internal static class HealthProbe
{
    public const string Option = "--health";

    // Shorter than the Dockerfile's limit, so that the reason is still told.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(8);

    private const int MaxResponseBytes = 64 * 1024;

    /// <summary>The service's own options: those beside <c>--health</c>, or else those that the running service has.</summary>
    public static string[] OptionsOf(string[] arguments) =>
        arguments is [Option]
            ? RunningService.FindOptions(arguments) ?? []
            : [.. arguments.Where(argument => argument != Option)];

    /// <returns>The process's exit code: 0 when ready.</returns>
    public static async Task<int> RunAsync(IConfiguration configuration)
    {
        if (!ListenAddresses.TryRead(configuration, out var addresses, out var wrongKey))
            return Fail($"{wrongKey} holds no address such as http://+:8080, so it is not known where to ask.");

        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        var failures = new List<string>();
        // Any address leads to the same service. Plain HTTP has the fewest conditions.
        foreach (var address in addresses.OrderBy(address => address.Url.Scheme == Uri.UriSchemeHttps))
        {
            if (address is { UnixSocket: null, Url.Port: 0 })
            {
                failures.Add($"{address.Key} leaves the port to the system, so it is not known where to ask.");
                continue;
            }
            try
            {
                var (isReady, report) = await AskAsync(address, PublicHost(configuration), limit.Token);
                Console.WriteLine(report);
                return isReady ? 0 : 1;
            }
            catch (HttpRequestException exception)
            {
                failures.Add($"{Describe(address)} does not respond: {exception.Message}");
            }
            catch (OperationCanceledException)
            {
                failures.Add($"{Describe(address)} does not respond within {Limit.TotalSeconds} seconds.");
            }
        }
        return Fail(
            $"{string.Join('\n', failures)}\nGive {Option} the settings and options with which the service was started, e.g. {Option} --urls http://+:8080."
        );
    }

    private static async Task<(bool IsReady, string Report)> AskAsync(
        ListenAddress address,
        string? host,
        CancellationToken cancellationToken
    )
    {
        using var sockets = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        // The service's own certificate is for its public name, and may be from anywhere.
        sockets.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null;
        if (address.UnixSocket is { } path)
            sockets.ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            };
        using var client = new HttpClient(sockets) { MaxResponseContentBufferSize = MaxResponseBytes };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address.Url, "/health/ready"));
        // AllowedHosts and certificates by name know the public one.
        request.Headers.Host = host;
        if (address.IsHttp2Only)
            (request.Version, request.VersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
        using var response = await client.SendAsync(request, cancellationToken);
        return (response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
    }

    private static string? PublicHost(IConfiguration configuration) =>
        Uri.TryCreate(configuration[UnfurlOptions.PublicUrlKey], UriKind.Absolute, out var url) ? url.IdnHost : null;

    private static string Describe(ListenAddress address) =>
        address.UnixSocket ?? address.Url.GetLeftPart(UriPartial.Authority);

    private static int Fail(string problem)
    {
        Console.Error.WriteLine(problem);
        return 1;
    }
}
