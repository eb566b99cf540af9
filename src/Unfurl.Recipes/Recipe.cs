using Unfurl.Recipes.Cards;
using Unfurl.Recipes.Picks;
using Unfurl.Recipes.Requests;
using Unfurl.Recipes.Templates;
using Unfurl.Recipes.Webhooks;

namespace Unfurl.Recipes;

/// <summary>An adapter written in YAML, read and checked.</summary>
internal sealed record Recipe
{
    public required string Name { get; init; }

    public string? About { get; init; }

    public IReadOnlyList<RecipeSetting> Settings { get; init; } = [];

    /// <summary>Null for a tool that shows everything to anybody.</summary>
    public RecipeKey? Key { get; init; }

    /// <summary>Whether the tool shows something to anybody.</summary>
    public bool IsPublic { get; init; }

    /// <summary>Null for a tool that does not tell of changes.</summary>
    public RecipeWebhook? Webhook { get; init; }

    public IReadOnlyList<RecipeKind> Kinds { get; init; } = [];

    /// <summary>Recorded answers that lie beside the recipe, with the links that they answer.</summary>
    public IReadOnlyList<RecipeCase> Cases { get; init; } = [];

    /// <param name="path">A link below the base address.</param>
    /// <returns>Null where nothing matches.</returns>
    public RecipeKind? KindOf(string path) =>
        Link.TryParse($"https://tool.acme.example{path}", out var link)
            ? Kinds.FirstOrDefault(kind => kind.Links.Any(one => one.Below("", kind.Name).Match(link) is not null))
            : null;
}

/// <param name="Name">The recording's file, without its ending.</param>
/// <param name="Link">The path of the link, below the base address.</param>
/// <param name="Settings">Settings of the recipe that it needs.</param>
internal sealed record RecipeCase(string Name, string Link, IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>The recording of whose key it is.</summary>
    public const string ValidKey = "key.valid";

    /// <summary>The recording of a key that is not valid.</summary>
    public const string WrongKey = "key.wrong";

    public static readonly IReadOnlyList<string> KeyNames = [ValidKey, WrongKey];

    /// <summary>Whether nobody asked.</summary>
    public bool IsAsNobody { get; init; }
}

/// <param name="Words">What it may be; empty for any text.</param>
internal sealed record RecipeSetting(string Name, string About, string? Default, IReadOnlyList<string> Words);

/// <param name="Name">What people call it: "API access key".</param>
/// <param name="Page">Where they make it, below the base address.</param>
/// <param name="Hint">What it must be allowed to do.</param>
/// <param name="Check">A request that only a valid key can make.</param>
/// <param name="Id">The lasting id of whose key it is.</param>
/// <param name="Login">The name of whose key it is.</param>
internal sealed record RecipeKey(
    string Name,
    string? Page,
    string? Hint,
    KeyHeader Header,
    RecipeRequest Check,
    Pick Id,
    Pick? Login
);

internal sealed record RecipeKind
{
    public required string Name { get; init; }

    /// <summary>Templates of links below the base address, with a sample each.</summary>
    public required IReadOnlyList<RecipeLink> Links { get; init; }

    /// <summary>The parameters of all links. A link has those of its own template.</summary>
    public required IReadOnlyCollection<string> Parameters { get; init; }

    /// <summary>In the order in which they are asked.</summary>
    public required IReadOnlyList<RecipeRequest> Requests { get; init; }

    public required RecipeCard Card { get; init; }

    /// <summary>What two links to one thing have in common; null for the parameters of the link.</summary>
    public Template? Key { get; init; }

    public IReadOnlyList<Template> Resources { get; init; } = [];

    public TimeSpan? Fresh { get; init; }
}

/// <param name="Template">See <see cref="LinkPattern"/>.</param>
/// <param name="Sample">A link of it.</param>
/// <param name="Reserved">First segments of the tool's own pages.</param>
internal sealed record RecipeLink(string Template, string Sample, IReadOnlyList<string> Reserved)
{
    /// <summary>Where the tool lies below a path. The tool's own address is then that path, without a slash.</summary>
    public LinkPattern Below(string basePath, string name) =>
        new(
            name,
            Join(basePath, Template),
            Join(basePath, Sample),
            basePath.Length == 0 ? Reserved : [.. Reserved.Select(word => $"{basePath[1..]}/{word}")]
        );

    /// <summary>A path of the tool below its base path.</summary>
    public static string Join(string basePath, string path) =>
        path.StartsWith('/') && (path.Length == 1 || path[1] is '?' or '#') && basePath.Length > 0
            ? basePath + path[1..]
            : basePath + path;
}
