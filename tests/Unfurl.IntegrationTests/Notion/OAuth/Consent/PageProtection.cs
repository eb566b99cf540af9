namespace Unfurl.IntegrationTests.Notion.OAuth.Consent;

/// <summary>The headers of the pages on which users decide.</summary>
internal static class PageProtection
{
    public static void ShouldBeProtected(this Visit page)
    {
        page.Headers["Cache-Control"].ShouldContain("no-store");
        page.Headers["X-Frame-Options"].ShouldBe("DENY");
        page.Headers["X-Content-Type-Options"].ShouldBe("nosniff");
        page.Headers["Referrer-Policy"].ShouldBe("no-referrer");
        page.Directive("frame-ancestors").ShouldBe(["'none'"]);
        page.Directive("default-src").ShouldBe(["'none'"]);
    }

    public static string[] Directive(this Visit page, string name) =>
        page.Headers["Content-Security-Policy"]
            .Split(';', StringSplitOptions.TrimEntries)
            .Single(directive => directive.StartsWith($"{name} ", StringComparison.Ordinal))
            .Split(' ')[1..];
}
