using Microsoft.AspNetCore.Mvc.RazorPages;
using Unfurl.Notion.Portal;
using Unfurl.Server.Configuration;
using Unfurl.Server.Providers;

namespace Unfurl.Server.Pages;

/// <summary>The values for Notion's portal. It shows the key of a secret, never its value, so it needs no sign-in.</summary>
internal sealed class SetupModel(
    UnfurlOptions settings,
    LinkPreviewConnection connection,
    ProviderRegistry providers,
    AdapterTypes types
) : PageModel
{
    public IReadOnlyCollection<ProviderInstance> Instances => providers.Instances;

    /// <summary>Those whose adapter could not be loaded.</summary>
    public IReadOnlyCollection<ProviderInstance> Broken => providers.Broken;

    public IReadOnlyList<IProviderType> Registrars => types.Registrars;

    /// <summary>Whether Notion asks for Link Previews; if not, the service fills databases only.</summary>
    public bool HasLinkPreviews => settings.HasLinkPreviews;

    public IReadOnlyCollection<string> Connections => [.. settings.Notion.Connections.Keys];

    public bool IsSecretGenerated => settings.OAuth.Client is null;

    public IEnumerable<(string Name, string Value)> Values =>
        [
            ("OAuth Authorize URL", connection.AuthorizeUrl.AbsoluteUri),
            ("OAuth Token URL", connection.TokenUrl.AbsoluteUri),
            ("OAuth Client ID", connection.Client().Id),
            ("Deleted Token Callback URL", connection.DeletionUrl.AbsoluteUri),
            ("Unfurl Callback URL", connection.UnfurlUrl.AbsoluteUri),
        ];

    public IEnumerable<PortalRule> RulesOf(ProviderInstance instance) =>
        instance.Kinds.Select(kind => PortalRule.For(kind.Pattern, instance.Hosts, settings.Developer));

    public IEnumerable<(string Name, string Value)> ValuesOf(ProviderInstance instance) =>
        [
            ("Unfurl URL Domain", string.Join(", ", instance.Hosts)),
            .. instance.Adapter.SignIn is OAuthSignIn
                ? [("Callback URL for the provider", At($"/signin/{instance.Name}/callback"))]
                : Array.Empty<(string, string)>(),
            .. instance.Adapter.Webhooks is null
                ? Array.Empty<(string, string)>()
                : [("Webhook URL for the provider", At($"/webhooks/{instance.Name}"))],
        ];

    private string At(string path) => settings.UrlOf(path).AbsoluteUri;
}
