using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Unfurl.Cli.Commands.Simulate.Browsing;

internal static class Controls
{
    // An exact match of the text wins over a partial one.
    public static IHtmlElement? Find(IDocument page, string label)
    {
        var all = page.QuerySelectorAll<IHtmlElement>(
                "button:not([disabled]), input[type=submit]:not([disabled]), input[type=image], a[href]"
            )
            .ToList();
        return all.Find(control => LabelOf(control).Equals(label, StringComparison.OrdinalIgnoreCase))
            ?? all.Find(control => LabelOf(control).Contains(label, StringComparison.OrdinalIgnoreCase));
    }

    // Ignores values without a field in the form.
    public static void Fill(IHtmlFormElement form, IReadOnlyDictionary<string, Secret> fields)
    {
        foreach (var element in form.Elements)
        {
            if (element.GetAttribute("name") is not { } name || !fields.TryGetValue(name, out var value))
                continue;
            switch (element)
            {
                case IHtmlInputElement { Type: "checkbox" or "radio" } box:
                    box.IsChecked = box.Value == value.Reveal();
                    break;
                case IHtmlInputElement input:
                    input.Value = value.Reveal();
                    break;
                case IHtmlTextAreaElement area:
                    area.Value = value.Reveal();
                    break;
                case IHtmlSelectElement select:
                    select.Value = value.Reveal();
                    break;
            }
        }
    }

    // Collapses white space to single spaces.
    public static string TextOf(IElement? element) =>
        string.Join(' ', (element?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string LabelOf(IHtmlElement control) =>
        control.GetAttribute("aria-label") ?? (control is IHtmlInputElement input ? input.Value : TextOf(control));
}
