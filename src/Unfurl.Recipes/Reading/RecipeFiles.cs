using System.Text;

namespace Unfurl.Recipes.Reading;

/// <summary>Recipes by their files, and those that come along by their names.</summary>
internal static class RecipeFiles
{
    public const string Extension = ".yaml";

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static IReadOnlyList<string> Included { get; } =
    [
        .. typeof(RecipeFiles)
            .Assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(Extension, StringComparison.Ordinal))
            .Select(name => name[..^Extension.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <param name="recipe">A file, or a name.</param>
    /// <returns>The recipe, or what is wrong: each the rest of a sentence.</returns>
    public static (Recipe? Recipe, IReadOnlyList<string> Problems) Read(string recipe)
    {
        var (text, problem) = TextOf(recipe);
        if (text is null)
            return (null, [problem!]);
        var (read, problems) = RecipeReader.Read(recipe, text);
        return (read, [.. problems.Select(found => $"has a mistake in {found}")]);
    }

    /// <param name="recipe">A file, or a name.</param>
    /// <returns>The recipe, or what is wrong: whole lines.</returns>
    public static (Recipe? Recipe, IReadOnlyList<string> Problems) ReadAll(string recipe)
    {
        var (text, problem) = TextOf(recipe);
        if (text is null)
            return (null, [$"{recipe} {problem}."]);
        var (read, problems) = RecipeReader.Read(recipe, text);
        return (read, [.. problems.Select(found => found.ToString())]);
    }

    /// <summary>Whether it is the name of a file, and not of a recipe that comes along.</summary>
    public static bool IsFile(string recipe) =>
        recipe.EndsWith(Extension, StringComparison.Ordinal) || recipe.EndsWith(".yml", StringComparison.Ordinal);

    /// <summary>Where the recorded answers of a recipe lie: beside it, in a folder of its name.</summary>
    public static string FolderOf(string recipe) =>
        IsFile(recipe)
            ? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(recipe))!, Path.GetFileNameWithoutExtension(recipe))
            : Path.Combine("recipes", recipe);

    private static (string? Text, string? Problem) TextOf(string recipe)
    {
        if (Included.Contains(recipe))
            return (IncludedText(recipe), null);
        if (!IsFile(recipe))
            return (
                null,
                $"names no recipe: it is a file that ends with {Extension}, or one of {string.Join(", ", Included)}"
            );
        try
        {
            var file = new FileInfo(recipe);
            return file.Length > 4 * YamlFile.MaxLength
                ? (null, $"names a file of more than {YamlFile.MaxLength / 1024} KB")
                : (Strict.GetString(File.ReadAllBytes(recipe)), null);
        }
        catch (DecoderFallbackException)
        {
            return (null, "names a file that is no UTF-8 text");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, $"names a file that cannot be read: {Path.GetFullPath(recipe)}");
        }
    }

    /// <summary>A JSON Schema, by which editors complete recipes.</summary>
    public const string Schema = "recipe.schema.json";

    public static string IncludedText(string name) => Resource(name + Extension);

    public static string SchemaText() => Resource(Schema);

    private static string Resource(string name)
    {
        using var stream = typeof(RecipeFiles).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
