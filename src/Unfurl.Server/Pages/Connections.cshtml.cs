using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Unfurl.Server.Authorization.Grants;
using Unfurl.Server.Authorization.SignIn;
using Unfurl.Server.Providers;
using Unfurl.Server.Providers.Credentials;
using Unfurl.Server.Updates;

namespace Unfurl.Server.Pages;

/// <summary>What a person connected, and the way to end it.</summary>
internal sealed class ConnectionsModel(
    ProviderRegistry providers,
    CredentialRepository credentials,
    GrantRepository grants,
    TrackedPreviewRepository tracked
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
        if (SignedIn.From(HttpContext.User) is { } user && grant is not null)
            await grants.EndAsync(grant, user.AccountId, cancellationToken);
        return LocalRedirect("/connections");
    }

    public async Task<IActionResult> OnPostForgetAsync([FromForm] string? provider, CancellationToken cancellationToken)
    {
        if (SignedIn.From(HttpContext.User) is { } user && providers.TryGet(provider, out var instance))
            await credentials.ForgetAsync(user.AccountId, instance.Name, cancellationToken);
        return LocalRedirect("/connections");
    }

    public async Task<IActionResult> OnPostSignOutAsync()
    {
        await HttpContext.SignOutAsync(SignInExtensions.SessionScheme);
        return LocalRedirect("/connections");
    }
}
