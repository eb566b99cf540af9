using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Unfurl.Notion.Lab;

namespace Unfurl.Server.Pages;

/// <summary>Shows the lab's database as Notion would; only in Development.</summary>
internal sealed class LabDatabaseModel(IServiceProvider services) : PageModel
{
    public const string Path = "/lab/database";

    public LabTable Table { get; private set; } = new("", "", [], []);

    // Why a link was not added.
    public string? Problem { get; private set; }

    public string? Link { get; private set; }

    public IActionResult OnGet()
    {
        if (services.GetService<ILabDatabase>() is not { } lab)
            return NotFound();
        Table = lab.Read();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromForm] string? link, CancellationToken cancellationToken)
    {
        if (services.GetService<ILabDatabase>() is not { } lab)
            return NotFound();
        Link = link?.Trim();
        Problem =
            !Adapters.Link.TryParse(Link ?? "", out _) ? "This is not a link: paste one that begins with https://."
            : !lab.AddRow(Link!) ? $"The database takes {lab.MaxRows} rows. Restart the service to begin anew."
            : null;
        if (Problem is not null)
        {
            Table = lab.Read();
            return Page();
        }
        await services.GetRequiredService<ILabEnricher>().ReadSoonAsync(DemoConnection.Name, cancellationToken);
        return LocalRedirect(Path);
    }
}
