using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.WebUtilities;

namespace Unfurl.Testing.Browsing;

public sealed record Visit
{
    public required Uri Address { get; init; }
    public required HttpStatusCode Status { get; init; }

    // Where the browser goes on by itself, by a redirect or by a page that moves on, exactly as sent by the server; null for
    // any other page.
    public required string? RawLocation { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }
    public required IHtmlDocument Page { get; init; }

    public Uri? Location => RawLocation is null ? null : new Uri(Address, RawLocation);

    public string Text => Page.Body?.TextContent ?? "";

    public IReadOnlyDictionary<string, string> AuthorizationResponse =>
        QueryHelpers
            .ParseQuery(Location?.Query)
            .ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);

    public IElement Link(string text) => ByText("a", text);

    public (Uri Action, List<KeyValuePair<string, string>> Fields) Form(string button)
    {
        var pressed = ByText("button", button);
        var form =
            pressed.Closest("form") ?? throw new InvalidOperationException($"The button {button} is in no form.");
        var action = pressed.GetAttribute("formaction") ?? form.GetAttribute("action") ?? "";
        var fields = form.QuerySelectorAll("input[name], select[name], textarea[name]").SelectMany(Fields);
        if (pressed.GetAttribute("name") is not null)
            fields = fields.Append(Field(pressed));
        return (new Uri(Address, action), [.. fields]);
    }

    internal static async Task<Visit> ReadAsync(Uri address, HttpResponseMessage response)
    {
        var page = new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());
        return new()
        {
            Address = address,
            Status = response.StatusCode,
            RawLocation = response.Headers.NonValidated.TryGetValues("Location", out var location)
                ? location.ToString()
                : RefreshOf(page),
            Headers = response
                .Headers.Concat(response.Content.Headers)
                .ToDictionary(
                    header => header.Key,
                    header => string.Join(", ", header.Value),
                    StringComparer.OrdinalIgnoreCase
                ),
            Page = page,
        };
    }

    // HTML §4.2.5.3, as far as the service uses it.
    private static string? RefreshOf(IHtmlDocument page) =>
        page.QuerySelector("meta[http-equiv=refresh]")?.GetAttribute("content") is { } content
            ? content.Split("0;url=", 2)[1]
            : null;

    // HTML §4.10.22.4, as far as the service's forms use it.
    private static IEnumerable<KeyValuePair<string, string>> Fields(IElement element) =>
        element switch
        {
            IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => [],
            IHtmlSelectElement select => [new(select.Name!, select.Value ?? "")],
            IHtmlTextAreaElement area => [new(area.Name!, area.Value)],
            _ => [Field(element)],
        };

    private IElement ByText(string element, string text) =>
        Page.QuerySelectorAll(element)
            .FirstOrDefault(found => found.TextContent.Contains(text, StringComparison.Ordinal))
        ?? throw new InvalidOperationException($"{Status} {Address} has no {element} \"{text}\": {Text}");

    private static KeyValuePair<string, string> Field(IElement element) =>
        new(element.GetAttribute("name")!, element.GetAttribute("value") ?? "");
}
