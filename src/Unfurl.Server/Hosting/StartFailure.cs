using System.Net.Sockets;
using System.Security.Cryptography;
using Unfurl.Server.Configuration;

namespace Unfurl.Server.Hosting;

/// <summary>Says in one line why the service cannot start: which setting leads to the failure, and what it should hold.</summary>
internal static class StartFailure
{
    public static int Print(params IEnumerable<string> problems)
    {
        foreach (var problem in problems)
            Console.Error.WriteLine($"Start: {problem}");
        return 1;
    }

    /// <summary>What prevents listening. Kestrel's exceptions have no types of their own.</summary>
    public static string Describe(Exception exception, IConfiguration configuration)
    {
        ListenAddresses.TryRead(configuration, out var addresses, out _);
        var https = addresses.FirstOrDefault(address => address.Url.Scheme == Uri.UriSchemeHttps);
        var certificates = CertificateKeys(configuration);
        return exception switch
        {
            FileNotFoundException
            or DirectoryNotFoundException
            or UnauthorizedAccessException
            or CryptographicException when certificates.Length > 0 =>
                $"{certificates} must name a certificate that the service may read and its Password opens: {Reason(exception)}",
            InvalidOperationException when https is not null =>
                $"{https.Key} holds an https address, and there is no usable certificate for it: let a proxy end TLS and listen on http, or set Kestrel:Certificates:Default:Path and :Password",
            // Of the socket, for a missing permission and for the address of another machine.
            IOException or SocketException =>
                $"{addresses[0].Key} holds an address that cannot be used: {Reason(exception)}",
            _ => Reason(exception),
        };
    }

    /// <summary>The first line says what happened; drivers add hints below it.</summary>
    public static string Reason(Exception exception)
    {
        var line = FirstLine(exception);
        return exception is TimeoutException || exception.InnerException is not { } inner
            ? line
            : $"{line} ({FirstLine(inner)})";
    }

    private static string FirstLine(Exception exception) => exception.Message.Split('\n')[0].TrimEnd('.', '\r');

    private static string CertificateKeys(IConfiguration configuration) =>
        string.Join(
            " or ",
            configuration
                .GetSection("Kestrel")
                .AsEnumerable()
                .Where(pair => pair.Value is not null && pair.Key.EndsWith(":Path", StringComparison.OrdinalIgnoreCase))
                .Select(pair => pair.Key)
        );
}
