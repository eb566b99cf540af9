using System.Diagnostics;
using System.Text;
using Unfurl.Notion.Lab;
using Unfurl.Notion.Reading;
using Unfurl.Server.Configuration;
using Unfurl.Server.Connections.Credentials;
using Unfurl.Server.Connections.SignIn;
using Unfurl.Server.Notion.OAuth.Grants;
using Unfurl.Server.Notion.Unfurl;
using Unfurl.Server.Previews;
using Unfurl.Server.Providers;
using Unfurl.Server.Tracking;

namespace Unfurl.Server.Pages.Lab;

internal sealed class LabPreviews(
    ProviderRegistry providers,
    PreviewService previews,
    CardRenderer renderer,
    CredentialService credentials,
    GrantService grants,
    DisplayTracker tracked,
    UnfurlOptions settings,
    TimeProvider time
)
{
    // Through Notion's calls over HTTP.
    public async Task<LabView> UnfurlInWorkspaceAsync(
        INotionWorkspace workspace,
        string person,
        string? url,
        string? connection,
        string? refusal,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await PasteOrOpenAsync(workspace, person, url, connection, refusal, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            return new LabView { Url = url, Reasons = [$"Notion did not answer: {exception.Message}"] };
        }
    }

    // Without Notion, for the signed-in user.
    public async Task<LabView> UnfurlForUserAsync(SignedInUser user, string? url, CancellationToken cancellationToken)
    {
        if (url is null)
            return LabView.Empty;
        var (owned, reasons) = MatchLink(url);
        if (owned is null)
            return new LabView { Url = url, Reasons = reasons };
        if (await FindObstacleAsync(user, owned.Instance, cancellationToken) is { } obstacle)
            return new LabView
            {
                Url = url,
                Kind = owned.Match.Pattern.Name,
                Reasons = [obstacle],
            };

        var started = time.GetTimestamp();
        var result = await previews.ResolveAsync(user.AccountId, owned, cancellationToken);
        var outcome = UnfurlOutcome.Read(
            url,
            Encoding.UTF8.GetString(renderer.Render(result, owned.Instance).Bytes),
            time.GetElapsedTime(started)
        );
        return new LabView
        {
            Url = url,
            Outcome = outcome,
            Kind = owned.Match.Pattern.Name,
            CacheState = result.Source.ToString().ToLowerInvariant(),
            Displays = await tracked.ListAsync(user.AccountId, url, cancellationToken),
            Reasons = Explain(outcome),
        };
    }

    /// <returns>Why the user sees no links of an instance; null when nothing is in the way.</returns>
    private async Task<string?> FindObstacleAsync(
        SignedInUser user,
        ProviderInstance instance,
        CancellationToken cancellationToken
    )
    {
        if (instance.NeedsSignIn)
            return await credentials.FindAsync(user.AccountId, instance.Name, cancellationToken) is { IsActive: true }
                ? null
                : $"You have no live connection to {instance.Host}: sign in there under Connections.";
        // What everybody sees together is for those who connect from a workspace that may.
        var connected = await grants.ListAsync(user.AccountId, cancellationToken);
        return connected.Any(grant => settings.Notion.Admits(grant.WorkspaceId))
            ? null
            : $"Connect a Notion workspace first: links of {instance.Host} are for those who did.";
    }

    private async Task<LabView> PasteOrOpenAsync(
        INotionWorkspace workspace,
        string person,
        string? url,
        string? connection,
        string? refusal,
        CancellationToken cancellationToken
    )
    {
        var known = await workspace.GetUserAsync(person, cancellationToken);
        var connect = workspace.ConnectUrl(
            person,
            returnTo: settings.UrlOf($"/lab{(url is null ? "" : $"?url={Uri.EscapeDataString(url)}")}").AbsoluteUri
        );
        var view = new LabView
        {
            Url = url,
            Person = known,
            ConnectUrl = connect,
            Reasons = refusal is null ? [] : [refusal],
        };
        if (url is null)
            return view;

        var (owned, reasons) = MatchLink(url);
        if (owned is null)
            return view with { Reasons = [.. view.Reasons, .. reasons] };

        var chosen =
            known.Connections.FirstOrDefault(candidate => candidate.Id == connection)
            ?? (known.Connections is [.., var latest] ? latest : null);
        view = view with { Kind = owned.Match.Pattern.Name, Connection = chosen?.Id };
        if (chosen is null)
            return view with
            {
                Reasons =
                [
                    .. view.Reasons,
                    "Nobody is connected yet: Notion shows a plain link and offers to connect.",
                ],
            };

        var isShown = known.Previews.Any(preview => preview.Url == url);
        var outcome = isShown
            ? await workspace.OpenAsync(person, url, chosen.Id, cancellationToken)
            : await workspace.PasteAsync(person, url, chosen.Id, cancellationToken);
        return view with
        {
            Outcome = outcome,
            CacheState = outcome.ServerTiming?.Split(["cache;desc=", ";dur="], StringSplitOptions.None)
                is [_, var source, ..]
                ? source
                : null,
            Person = await workspace.GetUserAsync(person, cancellationToken),
            Displays = await tracked.ListAsync(chosen.Key, url, cancellationToken),
            Reasons = [.. view.Reasons, .. Explain(outcome)],
        };
    }

    // Notion requests only links that match a pattern of its portal.
    private (MatchedLink? Owned, IReadOnlyList<string> Reasons) MatchLink(string url)
    {
        if (!Link.TryParse(url, out var link))
            return (
                null,
                ["This is not a link that can have a preview: it must be a plain http(s) address with a host name."]
            );
        if (previews.Match(link) is { } owned)
            return (owned, []);
        if (!providers.TryGetOwner(link, out var instance))
            return (
                null,
                [
                    $"No configured provider owns this host. Owned are: {string.Join(", ", providers.Instances.Select(instance => instance.Host))}.",
                ]
            );
        var kinds = instance.Kinds.Select(kind => $"{kind.Pattern.Name} ({kind.Pattern.Template})");
        return (null, [$"The host is known, but this kind of link is not. Known are: {string.Join(", ", kinds)}."]);
    }

    private static IReadOnlyList<string> Explain(UnfurlOutcome outcome)
    {
        if (outcome.Error is { } error)
            return [$"{error.Status}: {error.Message}"];
        if (outcome.NeedsConnection)
            return ["The connection no longer works: Notion asks to connect again."];
        if (outcome.Violations.Count > 0)
            return [.. outcome.Violations.Select(violation => $"Notion rejects the answer: {violation}.")];
        return outcome.Status is null ? ["The service did not answer."]
            : outcome.Status == 200 ? []
            : [$"The service answered {outcome.Status}."];
    }
}
