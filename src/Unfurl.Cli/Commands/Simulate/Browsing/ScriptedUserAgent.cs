using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Unfurl.Simulator.Checks.Browsing;

namespace Unfurl.Cli.Commands.Simulate.Browsing;

/// <summary>
/// A headless browser without scripts that presses the given buttons, page by page. Every navigation starts without
/// cookies, so that the same pages appear in the same order.
/// </summary>
internal sealed class ScriptedUserAgent(
    IReadOnlyList<string> press,
    string? deny,
    IReadOnlyDictionary<string, Secret> fields,
    AllowedHosts hosts
) : IUserAgent
{
    public async Task<NavigationResult> NavigateAsync(Navigation navigation, CancellationToken cancellationToken)
    {
        using var tab = new Tab(hosts, navigation);
        string[] labels = navigation.GrantsConsent || deny is null ? [.. press] : [.. press.SkipLast(1), deny];
        try
        {
            var page = await tab.OpenAsync(navigation.Start, cancellationToken);
            for (var i = 0; i < labels.Length && page is not null; i++)
            {
                if (Controls.Find(page, labels[i]) is not { } control)
                    return ResultOf(
                        tab,
                        $"{Describe(page)} has no button or link \"{labels[i]}\": {TextExcerpt(page)}"
                    );
                if (i == labels.Length - 1 && navigation.GrantsConsent)
                    navigation.OnConsent();
                page = await PressAsync(tab, page, control, cancellationToken);
            }
            return ResultOf(
                tab,
                page is null
                    ? null
                    : $"all buttons were pressed, and the browser is on {Describe(page)}: {TextExcerpt(page)}"
            );
        }
        catch (Exception exception) when (exception is HttpRequestException or BrowsingException)
        {
            return ResultOf(tab, exception.Message);
        }
        catch (OperationCanceledException)
        {
            return ResultOf(tab, "the navigation did not finish in time");
        }
    }

    private Task<IDocument?> PressAsync(
        Tab tab,
        IDocument page,
        IHtmlElement control,
        CancellationToken cancellationToken
    )
    {
        if (control is IHtmlAnchorElement link)
            return tab.OpenAsync(new Uri(link.Href), cancellationToken);
        var form =
            (control as IHtmlButtonElement)?.Form
            ?? (control as IHtmlInputElement)?.Form
            ?? throw new BrowsingException($"on {Describe(page)}, the button is in no form");
        Controls.Fill(form, fields);
        return tab.SubmitAsync(form, control, cancellationToken);
    }

    private static NavigationResult ResultOf(Tab tab, string? problem) =>
        new()
        {
            Callback = tab.Callback,
            Problem = tab.Callback is null ? problem : null,
            Pages = tab.Pages,
            RedirectStatus = tab.Callback is null ? null : tab.Pages[^1].Status,
        };

    private static string Describe(IDocument page) =>
        $"{(int)page.StatusCode} {new Uri(page.Url).GetLeftPart(UriPartial.Path)}";

    private static string TextExcerpt(IDocument page)
    {
        var words = Controls.TextOf(page.Body);
        return words.Length > 300 ? $"{words[..300]}…" : words;
    }
}

internal sealed class BrowsingException(string message) : Exception(message);
