using System.Diagnostics;
using System.Globalization;

namespace Unfurl.Benchmarks.Http;

/// <summary>The processes that this one started, and those that they did: none outlives the run.</summary>
internal static class Descendants
{
    public static void Kill()
    {
        foreach (var id in Of(Environment.ProcessId).ToList())
        {
            try
            {
                using var process = Process.GetProcessById(id);
                process.Kill();
            }
            catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
            {
                // It ended by itself meanwhile.
            }
        }
    }

    private static IEnumerable<int> Of(int id) => Children(id).SelectMany(child => Of(child).Prepend(child));

    private static List<int> Children(int id)
    {
        var children = new List<int>();
        try
        {
            foreach (var thread in Directory.GetDirectories($"/proc/{id}/task"))
            {
                children.AddRange(
                    File.ReadAllText(Path.Combine(thread, "children"))
                        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                        .Select(child => int.Parse(child, CultureInfo.InvariantCulture))
                );
            }
        }
        catch (IOException)
        {
            // A thread, or the whole process, ended while it was looked at.
        }
        return children;
    }
}
