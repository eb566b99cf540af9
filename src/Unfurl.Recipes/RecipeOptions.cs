using System.ComponentModel.DataAnnotations;
using Unfurl.Recipes.Reading;

namespace Unfurl.Recipes;

/// <summary>The settings of a tool that a recipe describes.</summary>
internal sealed class RecipeOptions : IValidatableObject
{
    public const string PersonalKey = "PersonalKey";
    public const string Shared = "Shared";
    public const string None = "None";

    public RecipeOptions(string host) => Base = new($"https://{host}");

    [Required]
    [Setting("a recipe's file, or the name of one that comes along")]
    public string? Recipe { get; set; }

    [Setting("the tool's address with its base path", WhenUnset = "`https://<Host>`")]
    public Uri Base { get; set; }

    [AllowedValues(PersonalKey, Shared, None)]
    [Setting(
        "how users are known: `PersonalKey`, `Shared`, or `None` for what the tool shows to anybody",
        WhenUnset = "the recipe's: `PersonalKey` if it has keys"
    )]
    public string? SignIn { get; set; }

    [Setting("the key of `SignIn` = `Shared`")]
    public Secret? Key { get; set; }

    [Setting("the secret with which the tool proves its deliveries", Remark = "Only with recipes that have webhooks.")]
    public Secret? WebhookSecret { get; set; }

    [Setting("the recipe's own settings", WhenUnset = "the recipe's")]
    public IReadOnlyDictionary<string, string> Settings { get; set; } = new Dictionary<string, string>();

    /// <summary>Null if something is wrong.</summary>
    internal Recipe? Read { get; private set; }

    internal string HowUsersAreKnown => SignIn ?? (Read?.Key is null ? None : PersonalKey);

    /// <summary>The settings with their defaults.</summary>
    internal IReadOnlyDictionary<string, string> AllSettings =>
        (Read?.Settings ?? [])
            .Select(setting => (setting.Name, Value: ValueOf(setting)))
            .Where(setting => setting.Value is not null)
            .ToDictionary(setting => setting.Name, setting => setting.Value!, StringComparer.Ordinal);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Base is { Query.Length: > 0 } or { Fragment.Length: > 0 } || !Base.AbsolutePath.All(IsPlain))
            yield return new(
                "must be an address without query and fragment, whose path has plain letters only",
                [nameof(Base)]
            );
        if (Recipe is null)
            yield break;
        var (recipe, problems) = RecipeFiles.Read(Recipe);
        foreach (var problem in problems)
            yield return new(problem, [nameof(Recipe)]);
        if (recipe is null)
            yield break;
        Read = recipe;
        foreach (var result in ValidateSignIn(recipe).Concat(ValidateSettings(recipe)))
            yield return result;
    }

    private IEnumerable<ValidationResult> ValidateSignIn(Recipe recipe)
    {
        if (HowUsersAreKnown == None && !recipe.IsPublic)
            yield return new(
                "must be PersonalKey or Shared: this recipe is for a tool that shows nothing to nobody",
                [nameof(SignIn)]
            );
        if (HowUsersAreKnown != None && recipe.Key is null)
            yield return new("must be None: this recipe is for a tool without keys", [nameof(SignIn)]);
        if (HowUsersAreKnown == Shared && Key is null)
            yield return new("is missing: the key that everybody's links are looked up with", [nameof(Key)]);
        if (WebhookSecret is not null && recipe.Webhook is null)
            yield return new("has no effect: this recipe is for a tool without webhooks", [nameof(WebhookSecret)]);
        if (Key is { } key && recipe.Key is { } sent && !sent.Header.Takes(key))
            yield return new("must be printable ASCII without spaces", [nameof(Key)]);
    }

    private IEnumerable<ValidationResult> ValidateSettings(Recipe recipe)
    {
        foreach (var name in Settings.Keys.Where(name => !recipe.Settings.Any(setting => IsCalled(setting, name))))
            yield return new(
                recipe.Settings.Count == 0
                    ? "is no setting of this recipe, which has none"
                    : $"is no setting of this recipe; it has {string.Join(", ", recipe.Settings.Select(setting => setting.Name))}",
                [$"{nameof(Settings)}:{name}"]
            );
        foreach (var setting in recipe.Settings)
        {
            if (ValueOf(setting) is not { } value)
                yield return new($"is missing: {setting.About}", [$"{nameof(Settings)}:{setting.Name}"]);
            else if (setting.Words.Count > 0 && !setting.Words.Contains(value))
                yield return new(
                    $"must be {string.Join(" or ", setting.Words)}",
                    [$"{nameof(Settings)}:{setting.Name}"]
                );
        }
    }

    private string? ValueOf(RecipeSetting setting) =>
        Settings.FirstOrDefault(pair => IsCalled(setting, pair.Key)).Value ?? setting.Default;

    // Keys of the configuration ignore case.
    private static bool IsCalled(RecipeSetting setting, string name) =>
        setting.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static bool IsPlain(char c) =>
        char.IsAsciiLetterOrDigit(c) || "/-._~".Contains(c, StringComparison.Ordinal);
}
