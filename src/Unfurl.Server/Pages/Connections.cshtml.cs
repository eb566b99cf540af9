using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Unfurl.Server.Connections.Credentials;
using Unfurl.Server.Connections.SignIn;
using Unfurl.Server.Logging;
using Unfurl.Server.Notion.OAuth;
using Unfurl.Server.Notion.OAuth.Grants;
using Unfurl.Server.Providers;
using Unfurl.Server.Tracking;

namespace Unfurl.Server.Pages;

/// <summary>What a person connected, and the way to end it.</summary>
internal sealed class ConnectionsModel(
    ProviderRegistry providers,
    CredentialService credentials,
    CredentialRemoval removal,
    GrantService grants,
    TrackedPreviews tracked,
    Refusals refusals
) : PageModel
{
    private const int MaxPreviews = 100;

    public SignedIn? Account { get; private set; }
    public IReadOnlyCollection<ProviderInstance> Instances => providers.Instances;
    public IReadOnlyList<Credential> Credentials { get; private set; } = [];
    public IReadOnlyList<Grant> Grants { get; private set; } = [];
    public IReadOnlyList<TrackedPreview> Previews { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Account = SignedIn.From(HttpContext.User);
        if (Account is null)
            return;
        Credentials = await credentials.ListAsync(Account.AccountId, cancellationToken);
        Grants = await grants.ListAsync(Account.AccountId, cancellationToken);
        Previews = await tracked.ListAsync(Account.AccountId, MaxPreviews, cancellationToken);
    }

    public async Task<IActionResult> OnPostDisconnectAsync(
        [FromForm] string? grant,
        CancellationToken cancellationToken
    )
    {
        if (SignedIn.From(HttpContext.User) is not { } user)
            refusals.Note(Refusals.Connections, SignInReasons.NotSignedIn);
        else if (grant is null || !await grants.RevokeAsync(grant, user.AccountId, cancellationToken))
            refusals.Note(Refusals.Connections, RefusalReasons.GrantUnknown);
        return LocalRedirect("/connections");
    }

    public async Task<IActionResult> OnPostForgetAsync([FromForm] string? provider, CancellationToken cancellationToken)
    {
        if (SignedIn.From(HttpContext.User) is not { } user)
            refusals.Note(Refusals.Connections, SignInReasons.NotSignedIn);
        else if (!providers.TryGet(provider, out var instance))
            refusals.Note(Refusals.Connections, SignInReasons.ProviderUnknown);
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
