using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Unfurl.Server.Connections.Credentials;
using Unfurl.Server.Connections.SignIn;
using Unfurl.Server.Logging;
using Unfurl.Server.Notion.Enrich.Calls;
using Unfurl.Server.Notion.OAuth;
using Unfurl.Server.Notion.OAuth.Grants;
using Unfurl.Server.Providers;
using Unfurl.Server.Tracking;

namespace Unfurl.Server.Pages;

/// <summary>Shows the user's connections and revokes them.</summary>
internal sealed class ConnectionsModel(
    ProviderRegistry providers,
    CredentialService credentials,
    CredentialRemoval removal,
    GrantService grants,
    DisplayTracker displays,
    UsableConnections connections,
    RejectionLog rejections
) : PageModel
{
    private const int MaxDisplays = 100;

    public SignedInUser? Account { get; private set; }
    public IReadOnlyCollection<ProviderInstance> Instances => providers.Instances;

    /// <summary>Those whose adapter could not be loaded.</summary>
    public IReadOnlyCollection<ProviderInstance> Broken => providers.Broken;
    public IReadOnlyList<Credential> Credentials { get; private set; } = [];
    public IReadOnlyList<Grant> Grants { get; private set; } = [];
    public IReadOnlyList<DisplayStatus> Displays { get; private set; } = [];

    /// <summary>Whether the account has connections for databases, or can make one.</summary>
    public bool SetsUpDatabases { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Account = SignedInUser.From(HttpContext.User);
        if (Account is null)
            return;
        Credentials = await credentials.ListAsync(Account.AccountId, cancellationToken);
        Grants = await grants.ListAsync(Account.AccountId, cancellationToken);
        Displays = await displays.ListAsync(Account.AccountId, MaxDisplays, cancellationToken);
        SetsUpDatabases =
            await connections.ForAsync(Account, cancellationToken)
                is { Connections.Count: > 0 }
                    or { CanConnect: true };
    }

    public async Task<IActionResult> OnPostDisconnectAsync(
        [FromForm] string? grant,
        CancellationToken cancellationToken
    )
    {
        if (SignedInUser.From(HttpContext.User) is not { } user)
            rejections.LogRejection(RejectionLog.Connections, SignInReasons.NotSignedIn);
        else if (grant is null || !await grants.RevokeAsync(grant, user.AccountId, cancellationToken))
            rejections.LogRejection(RejectionLog.Connections, OAuthReasons.GrantUnknown);
        return LocalRedirect("/connections");
    }

    public async Task<IActionResult> OnPostForgetAsync([FromForm] string? provider, CancellationToken cancellationToken)
    {
        if (SignedInUser.From(HttpContext.User) is not { } user)
            rejections.LogRejection(RejectionLog.Connections, SignInReasons.NotSignedIn);
        else if (!providers.TryGet(provider, out var instance))
            rejections.LogRejection(RejectionLog.Connections, SignInReasons.ProviderUnknown);
        else
            await removal.RemoveAsync(user.AccountId, instance.Name, cancellationToken);
        return LocalRedirect("/connections");
    }

    public async Task<IActionResult> OnPostSignOutAsync()
    {
        await HttpContext.SignOutAsync(SessionStore.Scheme);
        return LocalRedirect("/connections");
    }
}
