using Unfurl.IntegrationTests.Notion.Enrich;
using Unfurl.Simulator.Databases;

namespace Unfurl.IntegrationTests.Pages.Databases;

/// <summary>The way of an administrator's browser through the pages of databases.</summary>
internal sealed class DatabasesDriver(EnrichDriver driver) : IDisposable
{
    public const string All = "/databases";
    public const string Look = "Look at the difference";
    public const string SwitchOn = "Switch on";

    public TestBrowser Browser { get; } = new();

    public async Task<Visit> SignInAsync(string login)
    {
        var choice = await Browser.OpenAsync(new Uri(driver.Host.Service.Url, "/signin/github?return_url=/databases"));
        return await Browser.FollowAsync(choice, $"Continue as {login}");
    }

    public Task<Visit> OpenAsync(string path = All) => Browser.OpenAsync(new Uri(driver.Host.Service.Url, path));

    public Task<Visit> OpenFormAsync(SimulatedDataSource source) =>
        OpenAsync($"{All}/form/{EnrichDriver.Connection}/{source.Id}");

    // As if somebody had changed these fields. A value of null leaves the field out.
    public Task<Visit> SubmitAsync(Visit page, string button, params (string Name, string? Value)[] changes)
    {
        var (action, fields) = page.Form(button);
        var changed = changes.Select(change => change.Name).ToHashSet(StringComparer.Ordinal);
        // The button may stand in the form twice.
        var pressed = page.Page.QuerySelectorAll("button").First(one => one.TextContent.Contains(button));
        return Browser.SubmitAsync(
            new Uri(page.Address, pressed.GetAttribute("formaction") ?? action.AbsoluteUri),
            fields
                .Where(field => !changed.Contains(field.Key))
                .Concat(
                    changes
                        .Where(change => change.Value is not null)
                        .Select(change => KeyValuePair.Create(change.Name, change.Value!))
                )
        );
    }

    public void Dispose() => Browser.Dispose();

    // The name of the part of the form that belongs to a column.
    public static string FieldOf(Visit page, string part, string column)
    {
        var names = page.Page.QuerySelectorAll("[name^='column-name.']").ToList();
        var at = names.FindIndex(name => name.GetAttribute("value") == column);
        at.ShouldBeGreaterThanOrEqualTo(0, $"There is no column {column}: {page.Text}");
        return $"{part}.{at}";
    }

    public static string ValueOf(Visit page, string name) =>
        page.Form(Look).Fields.Single(field => field.Key == name).Value;

    public static string AlertOf(Visit page) => page.Page.QuerySelector("[role=alert]")?.TextContent ?? "";
}
