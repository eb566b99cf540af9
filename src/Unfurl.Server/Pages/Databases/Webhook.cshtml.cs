using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Unfurl.Server.Logging;
using Unfurl.Server.Notion.Enrich.Calls;
using Unfurl.Server.Notion.Enrich.Events;
using Unfurl.Server.Providers;

namespace Unfurl.Server.Pages.Databases;

/// <summary>Leads through the set-up of a connection's webhook.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class WebhookModel(
    UsableConnections connections,
    EventSetup webhooks,
    ProviderRegistry providers,
    RejectionLog rejections
) : DatabasesPage(connections, providers, rejections)
{
    /// <summary>The name of the connection.</summary>
    public string Connection { get; private set; } = "";
    public EventSetupState State { get; private set; } = null!;

    /// <summary>The pending token, in the one answer that shows it.</summary>
    public string? Token { get; private set; }

    public string? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await FindAsync())
            return UnknownConnection();
        return Page();
    }

    public Task<IActionResult> OnPostWaitAsync() => ThenShowAsync(() => webhooks.BeginAsync(Connection, Aborted));

    public Task<IActionResult> OnPostDiscardAsync() => ThenShowAsync(() => webhooks.DiscardAsync(Connection, Aborted));

    // Not redirected: the token is in this answer only.
    public async Task<IActionResult> OnPostTokenAsync()
    {
        if (!await FindAsync())
            return UnknownConnection();
        Token = (await webhooks.ShowAsync(Connection, Aborted))?.Reveal();
        if (Token is null)
            Problem =
                "There is no token to show: none is pending, or it was shown already. Discard it, and begin again.";
        State = await webhooks.FindAsync(Connection, Aborted);
        return Page();
    }

    public async Task<IActionResult> OnPostAcceptedAsync([FromForm] string? pending)
    {
        if (!await FindAsync())
            return UnknownConnection();
        if (
            long.TryParse(pending, NumberStyles.None, CultureInfo.InvariantCulture, out var time)
            && time <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            && await webhooks.AcceptAsync(Connection, DateTimeOffset.FromUnixTimeMilliseconds(time), Aborted)
        )
            return LocalRedirect(DatabasePaths.Webhook(Connection));
        Refuse(DatabaseReasons.FormWrong);
        Problem = "The token that you saw is no longer pending, so nothing was switched on. Begin again.";
        State = await webhooks.FindAsync(Connection, Aborted);
        return Page();
    }

    private async Task<IActionResult> ThenShowAsync(Func<Task> act)
    {
        if (!await FindAsync())
            return UnknownConnection();
        await act();
        return LocalRedirect(DatabasePaths.Webhook(Connection));
    }

    private async Task<bool> FindAsync()
    {
        var asked = RouteData.Values["connection"] as string;
        if (
            Usable.Webhooks.FirstOrDefault(name => name.Equals(asked, StringComparison.OrdinalIgnoreCase))
            is not { } connection
        )
            return false;
        Connection = connection;
        State = await webhooks.FindAsync(connection, Aborted);
        return true;
    }
}
