using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Unfurl.Simulator.Tool.Browsing;

/// <summary>What can be pressed and filled in on a page.</summary>
internal static class Controls
{
    /// <summary>The button or link with the text; one that merely contains it only when none has it exactly.</summary>
    public static IHtmlElement? Find(IDocument page, string label)
    {
        var all = page.QuerySelectorAll<IHtmlElement>(
                "button:not([disabled]), input[type=submit]:not([disabled]), input[type=image], a[href]"
            )
            .ToList();
        return all.Find(control => LabelOf(control).Equals(label, StringComparison.OrdinalIgnoreCase))
            ?? all.Find(control => LabelOf(control).Contains(label, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Puts the values into the fields of those names; fields that the form has not are left out.</summary>
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

    /// <summary>An element's words, with single spaces.</summary>
    public static string TextOf(IElement? element) =>
        string.Join(' ', (element?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string LabelOf(IHtmlElement control) =>
        control.GetAttribute("aria-label") ?? (control is IHtmlInputElement input ? input.Value : TextOf(control));
}
