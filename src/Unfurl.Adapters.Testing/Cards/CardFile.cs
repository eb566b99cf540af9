using Unfurl.Adapters.Testing.Cards;

namespace Unfurl.Adapters.Testing;

/// <summary>A file with the resolution that is expected: readable JSON, in which what is not set is left out.</summary>
public static class CardFile
{
    /// <summary>The environment variable that lets the files be written instead of compared, if it is <c>1</c>.</summary>
    public const string UpdateVariable = "UPDATE_CARDS";

    /// <summary>Compares a resolution with a file. With <c>UPDATE_CARDS=1</c> the file is written instead.</summary>
    /// <param name="path">
    /// The file's path, absolute or below the test project's folder, e.g. <c>Cases/page.card.json</c>.
    /// </param>
    /// <param name="resolution">What the adapter returned.</param>
    /// <exception cref="AdapterTestException">They differ, or there is no such file.</exception>
    public static void ShouldHold(string path, Resolution resolution) =>
        ShouldHold(path, resolution, isUpdating: Environment.GetEnvironmentVariable(UpdateVariable) == "1");

    /// <summary>Writes the file.</summary>
    /// <param name="path">As of <see cref="ShouldHold(string, Resolution)"/>.</param>
    /// <param name="resolution">What the adapter returned.</param>
    public static void Write(string path, Resolution resolution)
    {
        var file = TestFiles.Find(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, $"{ResolutionText.Of(resolution)}\n");
    }

    // The remedy is what writes the file.
    internal static void ShouldHold(
        string path,
        Resolution resolution,
        bool isUpdating,
        string remedy = $"run the test with {UpdateVariable}=1"
    )
    {
        if (isUpdating)
        {
            Write(path, resolution);
            return;
        }
        var (file, actual) = (TestFiles.Find(path), ResolutionText.Of(resolution));
        if (!File.Exists(file))
            throw new AdapterTestException(
                $"There is no card {TestFiles.Describe(path)}: {remedy}, which writes it, and read what it says.\n{actual}"
            );
        var expected = File.ReadAllText(file).ReplaceLineEndings("\n").TrimEnd();
        if (expected != actual)
            throw new AdapterTestException(
                $"The card is not the one in {path}. If the new one is right, {remedy}.\n{LineDifference.Of(expected, actual)}"
            );
    }
}
