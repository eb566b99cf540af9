using System.ComponentModel.DataAnnotations;

namespace Acme.GitLab;

/// <summary>The settings of an instance, below <c>Unfurl:Providers:&lt;name&gt;</c>.</summary>
internal sealed class GitLabOptions : IValidatableObject
{
    public const string OAuth = "OAuth";
    public const string PersonalKey = "PersonalKey";

    private const string WithOAuthOnly = "none: `OAuth` needs it";

    [Setting("where GitLab is, without a path", WhenUnset = "`https://<Host>`")]
    public required Uri Url { get; set; }

    // Without a message of its own, AllowedValues names itself instead of the values.
    [AllowedValues(OAuth, PersonalKey, ErrorMessage = $"must be {OAuth} or {PersonalKey}")]
    [Setting("how users are known: `OAuth` or `PersonalKey`")]
    public string SignIn { get; set; } = OAuth;

    [Setting("the id of the application with which users sign in", WhenUnset = WithOAuthOnly)]
    public string? ClientId { get; set; }

    [Setting("the secret of that application", WhenUnset = WithOAuthOnly)]
    public Secret? ClientSecret { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Url is not { AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" })
            yield return new("must have no path, query or user, e.g. https://gitlab.acme.com", [nameof(Url)]);
        if (SignIn != OAuth)
            yield break;
        if (ClientId is null)
            yield return new($"must be set, or {nameof(SignIn)} must be {PersonalKey}", [nameof(ClientId)]);
        if (ClientSecret is null)
            yield return new($"must be set, or {nameof(SignIn)} must be {PersonalKey}", [nameof(ClientSecret)]);
    }
}
