using Microsoft.AspNetCore.Http;

namespace Unfurl.Demo.Site;

/// <summary>Changes an entry, so that its previews have something to follow.</summary>
internal static class ChangeForm
{
    private const int MaxTitle = 200;

    public static string For(AcmeEntry entry, Func<string, string> path)
    {
        var action = Layout.Text(path(entry.Path));
        var choices = entry switch
        {
            AcmeItem item => Statuses(item),
            AcmeBoard { Open: > 0 } => """<button name="done" value="one">One more done</button>""",
            _ => "",
        };
        // Two forms: in one, Enter in the title would press the first button.
        return $"""
            <section class="change">
            <h2>Change it</h2>
            {(choices.Length == 0 ? "" : $"""<form method="post" action="{action}">{choices}</form>""")}
            <form method="post" action="{action}"><label>Title <input name="title" value="{Layout.Text(
                entry.Title
            )}" maxlength="{MaxTitle}" required></label> <button>Rename</button></form>
            </section>
            """;
    }

    // What makes no sense changes nothing.
    public static void Apply(AcmeSite site, AcmeEntry entry, IFormCollection form)
    {
        if (entry is AcmeItem && AcmeItem.Statuses.Contains(form["status"].ToString()))
            site.Change<AcmeItem>(entry.Path, item => item with { Status = form["status"].ToString() });
        else if (entry is AcmeBoard && form["done"] == "one")
            site.Change<AcmeBoard>(
                entry.Path,
                board => board.Open > 0 ? board with { Open = board.Open - 1, Done = board.Done + 1 } : board
            );
        else if (form["title"].ToString().Trim() is { Length: > 0 and <= MaxTitle } title)
            site.Change<AcmeEntry>(entry.Path, it => it with { Title = title });
    }

    private static string Statuses(AcmeItem item)
    {
        var buttons = AcmeItem
            .Statuses.Where(status => status != item.Status)
            .Select(status => $"""<button name="status" value="{status}">{status}</button>""");
        return $"<span>Set the status to</span> {string.Join(' ', buttons)}";
    }
}
