using Unfurl.Recipes.Reading;

namespace Unfurl.Recipes;

/// <summary>The provider type for tools that a recipe describes.</summary>
public sealed class RecipeProviderType : IProviderType
{
    /// <inheritdoc/>
    public string Name => "Recipe";

    /// <summary>Whether the setting <c>Recipe</c> names a file, and not a recipe that comes along.</summary>
    public static bool IsFile(string recipe) => RecipeFiles.IsFile(recipe);

    /// <inheritdoc/>
    public IProviderAdapter Create(ProviderSettings settings)
    {
        var before = settings.Problems.Count;
        var options = settings.Read(new RecipeOptions(settings.Host));
        return options.Read is { } recipe && settings.Problems.Count == before
            ? new RecipeAdapter(recipe, options)
            : new NoAdapter();
    }

    // Of settings that are wrong nothing is used.
    private sealed class NoAdapter : IProviderAdapter
    {
        public IReadOnlyList<LinkKind> Kinds => [];

        public IReadOnlyList<Uri> Origins => [];

        public SignIn SignIn { get; } = new NoSignIn();
    }
}
