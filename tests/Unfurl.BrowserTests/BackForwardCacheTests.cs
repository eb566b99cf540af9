using System.Text.Json;
using Microsoft.Playwright;
using Unfurl.BrowserTests.Pages;
using Unfurl.Testing;
using static Microsoft.Playwright.Assertions;

namespace Unfurl.BrowserTests;

/// <summary>A browser may bring a page back as it was left, scripts and all. Playwright turns that off, so events play it.</summary>
public sealed class BackForwardCacheTests(BrowserFixture browser)
{
    private const string Submit =
        "document.querySelector('form[data-once]').dispatchEvent(new SubmitEvent('submit', { cancelable: true }))";

    [Fact]
    public async Task A_consent_page_that_is_brought_back_can_be_answered()
    {
        await using var service = UnfurlHost.Start();
        await using var context = await browser.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        var lab = new LabPage(page, service.Url);
        await lab.OpenAsync();
        await lab.PasteAsync("https://acme.example/items/1");
        await lab.ConnectAsync();
        await new AcmeSignInPage(page).SignInAsAsync("Ada Lovelace");
        await Expect(new ConsentPage(page).Heading).ToBeVisibleAsync();
        // The script comes after the heading.
        await page.WaitForLoadStateAsync(LoadState.Load);
        // As a submission that the browser gave up when the page was left.
        (await page.EvaluateAsync<bool>(Submit)).ShouldBeTrue();
        (await page.EvaluateAsync<bool>(Submit)).ShouldBeFalse();

        await ShowAsync(page, isPersisted: false);
        (await page.EvaluateAsync<bool>(Submit)).ShouldBeFalse();
        await ShowAsync(page, isPersisted: true);
        await new ConsentPage(page).AllowAsync();

        await Expect(lab.Preview).ToBeVisibleAsync();
    }

    private static Task<JsonElement?> ShowAsync(IPage page, bool isPersisted) =>
        page.EvaluateAsync(
            "persisted => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted }))",
            isPersisted
        );
}
