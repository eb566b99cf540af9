using Microsoft.AspNetCore.Mvc.RazorPages;
using Unfurl.Notion.Portal;
using Unfurl.Server.Configuration;
using Unfurl.Server.Providers;

namespace Unfurl.Server.Pages;

/// <summary>Everything to paste into Notion's portal. Of secrets it tells the key's name only, so it needs no sign-in.</summary>
internal sealed class SetupModel(UnfurlSettings settings, OAuthClient client, ProviderRegistry providers) : PageModel
{
    public IReadOnlyCollection<ProviderInstance> Instances => providers.Instances;

    public bool IsSecretGenerated => settings.OAuth.Client is null;

    public IEnumerable<(string Name, string Value)> Values =>
        [
            ("OAuth Authorize URL", At("/notion/authorize")),
            ("OAuth Token URL", At("/notion/token")),
            ("OAuth Client ID", client.ClientId),
            ("Deleted Token Callback URL", At("/notion/deletion")),
            ("Unfurl Callback URL", At("/unfurl")),
        ];

    public IEnumerable<PortalRule> RulesOf(ProviderInstance instance) =>
        instance.Adapter.Patterns.Select(pattern => PortalRule.For(pattern, instance.Host, settings.Developer));

    public IEnumerable<(string Name, string Value)> ValuesOf(ProviderInstance instance) =>
        [
            ("Unfurl URL Domain", instance.Host),
            ("Callback URL for the provider", At($"/signin/{instance.Name}/callback")),
            .. instance.Adapter.Webhooks is null
                ? Array.Empty<(string, string)>()
                : [("Webhook URL for the provider", At($"/webhooks/{instance.Name}"))],
        ];

    private string At(string path) => settings.UrlOf(path).AbsoluteUri;
}
