namespace Unfurl.Testing;

/// <summary>Folders for databases: in memory where the machine has such a place, because hundreds are created.</summary>
public static class TempFolder
{
    private const string Memory = "/dev/shm";
    private const long EnoughBytes = 4L * 1024 * 1024 * 1024;

    public static string Create(string prefix) =>
        HasMemory()
            ? Directory.CreateDirectory(Path.Combine(Memory, $"{prefix}{Path.GetRandomFileName()}")).FullName
            : Directory.CreateTempSubdirectory(prefix).FullName;

    private static bool HasMemory() =>
        Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace > EnoughBytes;
}
