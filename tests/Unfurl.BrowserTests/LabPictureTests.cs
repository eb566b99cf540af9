using System.Buffers.Binary;
using Microsoft.Playwright;
using Unfurl.BrowserTests.Pages;
using Unfurl.Testing;
using static Microsoft.Playwright.Assertions;

namespace Unfurl.BrowserTests;

/// <summary>The README's picture. To take it again: <c>UPDATE_DOCS=1 ./test --filter LabPictureTests</c>.</summary>
public sealed class LabPictureTests(BrowserFixture browser)
{
    private const int Width = 1280;
    private const int Height = 790;

    private static readonly string Picture = RepositoryRoot.File("docs", "lab.png");

    [Fact]
    public async Task The_picture_shows_the_link_that_the_readme_begins_with()
    {
        await using var service = UnfurlHost.Start();
        await using var context = await browser.Browser.NewContextAsync(
            new()
            {
                ColorScheme = ColorScheme.Light,
                ViewportSize = new() { Width = Width, Height = Height },
            }
        );
        var page = await context.NewPageAsync();
        var lab = new LabPage(page, service.Url);

        await lab.OpenAsync();
        await lab.PasteAsync("https://acme.example/items/1");
        await lab.ConnectAsync();
        await new AcmeSignInPage(page).SignInAsAsync("Ada Lovelace");
        await new ConsentPage(page).AllowAsync();

        await Expect(lab.Preview).ToContainTextAsync("Launch the new checkout");
        (
            await File.ReadAllTextAsync(RepositoryRoot.File("README.md"), TestContext.Current.CancellationToken)
        ).ShouldContain("click `acme.example/items/1`, *Launch the new checkout*");
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            await page.ScreenshotAsync(new() { Path = Picture });
        (await SizeAsync()).ShouldBe((Width, Height));
    }

    // The picture's size stands in the header chunk (https://www.w3.org/TR/png-3/#11IHDR).
    private static async Task<(int Width, int Height)> SizeAsync()
    {
        var bytes = await File.ReadAllBytesAsync(Picture, TestContext.Current.CancellationToken);
        return (
            BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)),
            BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20))
        );
    }
}
