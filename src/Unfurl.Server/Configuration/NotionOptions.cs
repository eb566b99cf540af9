using System.ComponentModel.DataAnnotations;
using Unfurl.Notion.Lab;

namespace Unfurl.Server.Configuration;

/// <summary>Us → Notion.</summary>
internal sealed class NotionOptions : IValidatableObject
{
    public const string Section = "Unfurl:Notion";

    private const string ShownByNotion = "the Notion connection's own id and secret, shown in Notion's portal";
    private const string Required =
        "required outside Development, unless `Unfurl:Notion:Connections` or `:Public` is set";

    [Required]
    [Setting(ShownByNotion, WhenUnset = Required, Remark = "The service presents the id to Notion.")]
    public string? ClientId { get; set; }

    [Required]
    [Setting(ShownByNotion, WhenUnset = Required, Remark = "The service presents the secret to Notion.")]
    public Secret? ClientSecret { get; set; }

    [Setting(
        "the root of Notion's API",
        Remark = "In Development without a pair of its own, the simulator plays Notion."
    )]
    public Uri ApiUrl { get; set; } = new("https://api.notion.com");

    [Setting("the `Notion-Version` header, a date")]
    public DateOnly Version { get; set; } = new(2026, 3, 11);

    [WorkspaceId]
    [Setting(
        "the ids of the Notion workspaces that may connect, which `/connections` shows",
        WhenUnset = "any",
        Remark = "Required where a provider is looked up without its users' own sign-in: with a shared key, or without one on private networks."
    )]
    public IReadOnlyList<string> Workspaces { get; set; } = [];

    /// <summary>Whether there are connections to a Notion of one's own: the lab's database needs none.</summary>
    public bool HasConnections =>
        Public is { ClientId: not null, ClientSecret: not null }
        || Connections.Any(one => one.Value.Token is not null && !DemoConnection.Is(one.Key, one.Value.Token));

    /// <summary>Whether the simulator plays Notion: in Development, when <see cref="ApiUrl"/> is a loopback address.</summary>
    public bool IsSimulated { get; set; }

    /// <summary>Null without a Link Preview connection.</summary>
    public OAuthClient? Client => ClientId is { } id && ClientSecret is { } secret ? new(id, secret) : null;

    /// <summary>Internal connections by their names, for enrich mode.</summary>
    public IReadOnlyDictionary<string, NotionConnectionOptions> Connections { get; set; } =
        new Dictionary<string, NotionConnectionOptions>();

    /// <summary>The public connection, for enrich mode; null without one.</summary>
    public NotionPublicOptions? Public { get; set; }

    /// <summary>Whether a workspace may connect. Notion writes its ids with and without hyphens.</summary>
    public bool Admits(string? workspaceId) =>
        Workspaces.Count == 0
        || (
            Guid.TryParse(workspaceId, out var id)
            && Workspaces.Any(listed => Guid.TryParse(listed, out var known) && known == id)
        );

    /// <summary>Absolute URL of a path below the API's root, which may itself have a path.</summary>
    public Uri UrlOf(string path) => new($"{ApiUrl.AbsoluteUri.TrimEnd('/')}/{path}");

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ApiUrl.Query.Length > 0 || ApiUrl.Fragment.Length > 0)
            yield return new("must have no query or fragment, e.g. https://api.notion.com", [nameof(ApiUrl)]);
    }
}

/// <summary>The id of a Notion workspace, with or without hyphens.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WorkspaceIdAttribute()
    : ValidationAttribute("must be the id of a workspace, such as 6f1c3a5e-0d2b-4c7e-9a8f-1b2c3d4e5f60")
{
    public override bool IsValid(object? value) => Guid.TryParse(value as string, out _);
}
