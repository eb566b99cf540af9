using System.Diagnostics;
using System.Globalization;

namespace Unfurl.Benchmarks.Http;

/// <summary>Ends all descendant processes with the run.</summary>
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
                // It has exited in the meantime.
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
            // The thread or process exited while it was read.
        }
        return children;
    }
}
