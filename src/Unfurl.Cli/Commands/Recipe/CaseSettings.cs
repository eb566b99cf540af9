using Unfurl.Recipes;

namespace Unfurl.Cli.Commands.Recipe;

/// <summary>The settings of a provider instance in which a case of a recipe holds.</summary>
internal static class CaseSettings
{
    /// <param name="file">The recipe's file, or its name.</param>
    /// <param name="one">Null for whose a key is.</param>
    public static Dictionary<string, string?> Of(string file, Recipes.Recipe recipe, RecipeCase? one)
    {
        var settings = new Dictionary<string, string?> { ["Recipe"] = file };
        // What the recipe needs and no case gives.
        foreach (var setting in recipe.Settings.Where(setting => setting.Default is null))
            settings[$"Settings:{setting.Name}"] = setting.Words is [var word, ..] ? word : "test";
        foreach (var (name, value) in one?.Settings ?? new Dictionary<string, string>())
            settings[$"Settings:{name}"] = value;
        if (one?.IsAsNobody is true)
            settings["SignIn"] = RecipeOptions.None;
        return settings;
    }
}
