using System.Globalization;

namespace Unfurl.Server.Hosting;

/// <summary>
/// How many files this process may open at once; connections and loaded assemblies count. A process that reaches the limit is
/// ended by the runtime.
/// </summary>
internal static class FileLimit
{
    public const int Recommended = 4096;

    private const string Name = "Max open files";
    private const string Limits = "/proc/self/limits";

    /// <returns>Null where the system does not tell: it does on Linux.</returns>
    /// <remarks>The runtime raises the soft limit to the hard one, so the soft one counts here.</remarks>
    public static int? Read()
    {
        if (!File.Exists(Limits))
            return null;
        var line = File.ReadLines(Limits).FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal));
        return
            line?[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var soft, ..]
            && int.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var files)
            ? files
            : null;
    }
}
