using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Unfurl.Notion.Lab;
using Unfurl.Server.Configuration;
using Unfurl.Server.Connections.SignIn;
using Unfurl.Server.Http;
using Unfurl.Server.Pages.Lab;
using Unfurl.Server.Providers;

namespace Unfurl.Server.Pages;

/// <summary>
/// Shows a link as Notion would: in Development through the simulator and the real protocol, elsewhere for the signed-in user.
/// </summary>
internal sealed class LabModel(
    UnfurlOptions settings,
    ProviderRegistry providers,
    LabPreviews previews,
    IServiceProvider services
) : PageModel
{
    private const string PersonCookie = "unfurl.lab";

    public LabView View { get; private set; } = LabView.Empty;

    // Null outside Development.
    public SimulatedUser? Person { get; private set; }

    public SignedInUser? Account { get; private set; }

    public IReadOnlyCollection<ProviderInstance> Instances => providers.Instances;

    public bool IsSimulated => Workspace is not null;

    public bool HasDatabase => services.GetService<ILabDatabase>() is not null;

    public LabExamples? Examples =>
        IsSimulated
        && services.GetService<LabExamples>() is { } examples
        && providers.Instances.Any(instance => instance.Host == examples.Host)
            ? examples
            : null;

    // Null outside Development.
    private INotionWorkspace? Workspace => settings.Notion.IsSimulated ? services.GetService<INotionWorkspace>() : null;

    public async Task OnGetAsync(
        string? url,
        string? connection,
        string? error,
        [FromQuery(Name = "error_description")] string? description,
        CancellationToken cancellationToken
    )
    {
        ContentSecurityPolicy.Of(HttpContext).AllowPreviewMedia();
        var link = url?.Trim() is { Length: > 0 } text ? text : null;
        var refusal = string.IsNullOrEmpty(error) ? null : $"Notion was told {error}: {description}";
        if (Workspace is { } workspace)
        {
            var person = PersonId();
            View = await previews.UnfurlInWorkspaceAsync(
                workspace,
                person,
                link,
                connection,
                refusal,
                cancellationToken
            );
            Person = View.Person;
        }
        else if ((Account = SignedInUser.From(User)) is { } user)
            View = await previews.UnfurlForUserAsync(user, link, cancellationToken);
    }

    public async Task<IActionResult> OnPostDisconnectAsync(
        [FromForm] string? connection,
        [FromForm] string? url,
        CancellationToken cancellationToken
    )
    {
        if (Workspace is { } workspace && !string.IsNullOrEmpty(connection))
            await workspace.DisconnectAsync(PersonId(), connection, cancellationToken);
        return Back(url);
    }

    public async Task<IActionResult> OnPostRemoveAsync([FromForm] string? url, CancellationToken cancellationToken)
    {
        if (Workspace is { } workspace && !string.IsNullOrEmpty(url))
            await workspace.RemoveAsync(PersonId(), url, cancellationToken);
        return LocalRedirect("/lab");
    }

    private LocalRedirectResult Back(string? url) =>
        LocalRedirect(string.IsNullOrEmpty(url) ? "/lab" : $"/lab?url={Uri.EscapeDataString(url)}");

    // Each browser is a user of its own in the simulator.
    private string PersonId()
    {
        if (Request.Cookies[PersonCookie] is { Length: 16 } known && known.All(char.IsAsciiHexDigitLower))
            return known;
        var id = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8));
        Response.Cookies.Append(
            PersonCookie,
            id,
            new CookieOptions
            {
                HttpOnly = true,
                IsEssential = true,
                SameSite = SameSiteMode.Lax,
                Secure = Request.IsHttps,
            }
        );
        return id;
    }
}
