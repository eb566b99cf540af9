namespace Unfurl.Adapters.Testing.Assemblies;

/// <summary>What an adapter has no business with: the given client is its only way out, and it keeps nothing.</summary>
internal static class ForbiddenMembers
{
    private const string Constructor = ".ctor";
    private const string Network =
        "send requests by call.Http, which keeps to the adapter's origins and the service's limits";
    private const string Programs = "a service does not start or end programs for a link";
    private const string Files = "an adapter stores no data between calls";
    private const string Native = "the service runs where a library of another system is missing";

    private static readonly string[] Clients =
    [
        "System.Net.Http.HttpClient",
        "System.Net.Http.HttpMessageInvoker",
        "System.Net.Http.HttpClientHandler",
        "System.Net.Http.SocketsHttpHandler",
        "System.Net.Http.WinHttpHandler",
        "System.Net.WebSockets.ClientWebSocket",
    ];

    private static readonly string[] NetworkTypes =
    [
        "System.Net.Dns",
        "System.Net.FtpWebRequest",
        "System.Net.HttpListener",
        "System.Net.HttpWebRequest",
        "System.Net.Mail.SmtpClient",
        "System.Net.NetworkInformation.Ping",
        "System.Net.WebClient",
        "System.Net.WebRequest",
    ];

    private static readonly string[] NetworkNamespaces = ["System.IO.Pipes", "System.Net.Quic", "System.Net.Sockets"];

    private static readonly string[] FileTypes =
    [
        "System.IO.Directory",
        "System.IO.DirectoryInfo",
        "System.IO.File",
        "System.IO.FileInfo",
        "System.IO.FileSystemInfo",
    ];

    // The starts of the names of what changes files.
    private static readonly string[] Writing =
    [
        "Append",
        "Copy",
        "Create",
        "Decrypt",
        "Delete",
        "Encrypt",
        "Move",
        "Open",
        "Replace",
        "Set",
        "Write",
        "set_",
    ];

    private static readonly string[] Reading = ["OpenRead", "OpenText"];

    /// <returns>What to do instead; null if the member may be used.</returns>
    public static string? Reason(string space, string type, string member)
    {
        var name = $"{space}.{type}";
        if (Array.IndexOf(Clients, name) >= 0)
            return member == Constructor ? Network : null;
        if (Array.IndexOf(NetworkTypes, name) >= 0 || Array.IndexOf(NetworkNamespaces, space) >= 0)
            return Network;
        if (name is "System.Diagnostics.Process" or "System.Diagnostics.ProcessStartInfo")
            return Programs;
        if (name == "System.Environment")
            return member is "Exit" or "FailFast" ? Programs : null;
        if (Array.IndexOf(FileTypes, name) >= 0)
            return
                Array.Exists(Writing, start => member.StartsWith(start, StringComparison.Ordinal))
                && Array.IndexOf(Reading, member) < 0
                ? Files
                : null;
        return (name, member) is ("System.IO.FileStream", Constructor) or ("System.IO.Path", "GetTempFileName") ? Files
            : name == "System.Runtime.InteropServices.NativeLibrary" ? Native
            : null;
    }

    public static string NativeCode => Native;
}
