using Unfurl.Adapters.Testing;
using static Unfurl.Tests.WebPages.Wiki;

namespace Unfurl.Tests.WebPages;

public sealed class WebPageAdapterTests
{
    [Fact]
    public async Task A_card_has_what_the_page_says_of_itself()
    {
        const string page = """
            <html lang="en"><head><title>Guide - Acme Wiki</title>
            <meta property="og:site_name" content="Acme Wiki"><meta property="og:image" content="/ship.png">
            <meta name="author" content="Ada Quux"><meta name="theme-color" content="#1a7f37">
            <link rel="icon" sizes="64x64" href="/icon.png"><meta property="article:published_time" content="2026-11-02T10:00:00Z">
            <meta property="og:description" content="How ships come in."></head><body><h1>Guide</h1></body></html>
            """;

        var found = (
            await Adapter().ResolveAsync("/guide", HtmlPage("/guide", page))
        ).ShouldBeOfType<Resolution.Found>();

        found.Audience.ShouldBe(Audience.Public);
        found.Resources.ShouldBe([new Resource("/guide")]);
        found.Preview.ShouldBe(
            new Preview
            {
                Title = "Guide",
                Identifier = "Acme Wiki",
                IdentifierImage = new PreviewImage.At(new($"https://{Host}/icon.png")),
                IconColor = Color.Parse("#1a7f37"),
                Author = new Person("Ada Quux"),
                Body = "How ships come in.",
                Media = new(MediaKind.Image, new($"https://{Host}/ship.png")),
                Facts = found.Preview.Facts,
                Fields = found.Preview.Fields,
            }
        );
        found.Preview.Facts.Created.ShouldBe(new DateTimeOffset(2026, 11, 2, 10, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task A_page_without_a_name_of_its_site_has_the_host()
    {
        var found = await Adapter().ResolveAsync("/guide", HtmlPage("/guide", Page));

        found.ShouldBeOfType<Resolution.Found>().Preview.Identifier.ShouldBe(Host);
    }

    [Theory]
    [InlineData("None", null, Audience.Public)]
    [InlineData("None", "10.0.0.0/8", Audience.Account)]
    [InlineData("Shared", null, Audience.Account)]
    [InlineData("PersonalKey", null, Audience.Account)]
    public async Task Only_what_nobody_is_shown_in_the_open_may_anybody_see(
        string signIn,
        string? network,
        Audience audience
    )
    {
        var wiki = Adapter(
            ("SignIn", signIn),
            ("Key", signIn == "Shared" ? "secret" : null),
            ("Check", signIn == "PersonalKey" ? "/profile" : null),
            ("Who", signIn == "PersonalKey" ? "#me" : null),
            ("Networks:0", network)
        );

        var found = await wiki.ResolveAsync("/guide", HtmlPage("/guide", Page));

        found.ShouldBeOfType<Resolution.Found>().Audience.ShouldBe(audience);
    }

    [Theory]
    [InlineData("200 OK", Wall)]
    [InlineData("401 Unauthorized", "")]
    [InlineData("302 Found\nLocation: /login?next=%2Fguide", "")]
    public async Task A_wall_is_a_sign_in_for_who_can_sign_in_and_else_a_missing_page(string status, string body)
    {
        var keyed = Adapter(("SignIn", "PersonalKey"), ("Check", "/profile"), ("Who", "#me"));

        (await keyed.ResolveAsync("/guide", Http("/guide", status, body))).ShouldBe(new Resolution.SignInNeeded());
        (await Adapter().ResolveAsync("/guide", Http("/guide", status, body))).ShouldBe(new Resolution.NotFound());
    }

    [Theory]
    [InlineData("429 Too Many Requests\nRetry-After: 60", typeof(Resolution.RateLimited))]
    [InlineData("403 Forbidden", typeof(Resolution.NotFound))]
    [InlineData("410 Gone", typeof(Resolution.NotFound))]
    [InlineData("500 Internal Server Error", typeof(Resolution.Unavailable))]
    [InlineData("400 Bad Request", typeof(Resolution.Unavailable))]
    [InlineData("302 Found\nLocation: https://elsewhere.example/", typeof(Resolution.Unavailable))]
    [InlineData("302 Found\nLocation: http://wiki.acme.example/guide", typeof(Resolution.Unavailable))]
    [InlineData("302 Found\nLocation: javascript:alert(1)", typeof(Resolution.Unavailable))]
    public async Task Other_statuses_are_no_pages(string status, Type outcome) =>
        (await Adapter().ResolveAsync("/guide", Http("/guide", status, Page))).ShouldBeOfType(outcome);

    [Theory]
    [InlineData("//elsewhere.example/guide")]
    [InlineData("///guide")]
    public async Task A_redirect_to_a_path_of_two_slashes_leads_to_no_other_host(string path)
    {
        var wiki = Adapter(("SignIn", "Shared"), ("Key", "secret"));

        (
            await wiki.ResolveAsync(
                "/a",
                RecordedHttp.Parse(
                    $"{Text("/a", $"302 Found\nLocation: https://{Host}{path}", "")}\n###\n{Text($"https://{Host}{path}", "200 OK", Page)}"
                )
            )
        ).ShouldBeOfType<Resolution.Found>();
    }

    [Theory]
    [InlineData("www.wiki.acme.example")]
    [InlineData("handbook.acme.example")]
    [InlineData("www.handbook.acme.example")]
    public async Task Redirects_may_lead_to_the_sites_other_names(string name)
    {
        var wiki = Adapter(("Aliases:0", "handbook.acme.example"));

        var found = await wiki.ResolveAsync(
            "/guide",
            RecordedHttp.Parse(
                $"{Text("/guide", $"301 Moved\nLocation: https://{name}/new", "")}\n###\n{Text($"https://{name}/new", "200 OK", Page)}"
            )
        );

        found.ShouldBeOfType<Resolution.Found>().Preview.Title.ShouldBe("Guide");
    }

    [Fact]
    public async Task A_site_may_be_asked_at_another_address_than_that_of_its_links()
    {
        var wiki = Adapter(("Base", "https://inside.acme.example:8443"));

        var found = await wiki.ResolveAsync(
            "/guide",
            RecordedHttp.Parse(
                $"{Text("https://inside.acme.example:8443/guide", "301 Moved\nLocation: https://wiki.acme.example/new", "")}\n###\n{Text("https://inside.acme.example:8443/new", "200 OK", """<title>Guide</title><meta property="og:image" content="/a.png">""")}"
            )
        );

        found
            .ShouldBeOfType<Resolution.Found>()
            .Preview.Media.ShouldBe(new Media(MediaKind.Image, new Uri($"https://{Host}/a.png")));
    }

    [Theory]
    [InlineData("/index.html")]
    [InlineData("/en")]
    public async Task The_home_page_may_have_other_names(string path)
    {
        var found = await Adapter()
            .ResolveAsync(
                path,
                RecordedHttp.Parse($"{Text(path, "302 Found\nLocation: /", "")}\n###\n{Text("/", "200 OK", Page)}")
            );

        found.ShouldBeOfType<Resolution.Found>();
    }

    [Fact]
    public async Task What_a_site_repeats_on_its_pages_is_not_a_pages_own()
    {
        var wiki = Adapter().Adapter;
        Preview? preview = null;
        foreach (var name in (string[])["One", "Two", "Three", "Four"])
        {
            var page =
                $"""<title>{name} – Acme Wiki</title><meta name="description" content="The wiki of Acme, for all of us."><meta property="og:image" content="/logo.png"><p>{name}</p>""";
            preview = await ResolveAsync(wiki, $"/{name}", page);
        }

        preview!.Title.ShouldBe("Four");
        preview.Body.ShouldBeNull();
        preview.Media.ShouldBeNull();
    }

    [Fact]
    public async Task A_page_that_is_asked_for_again_repeats_nothing()
    {
        var wiki = Adapter().Adapter;
        Preview? preview = null;
        for (var i = 0; i < 5; i++)
            preview = await ResolveAsync(
                wiki,
                "/guide",
                """<title>Guide – First part</title><meta name="description" content="How ships come in.">"""
            );

        preview!.Title.ShouldBe("Guide – First part");
        preview.Body.ShouldBe("How ships come in.");
    }

    private static async Task<Preview> ResolveAsync(IProviderAdapter adapter, string path, string page)
    {
        Link.TryParse($"https://{Host}{path}", out var link).ShouldBeTrue();
        var match = new LinkKinds(adapter.Kinds).Match(link, out var kind);
        using var http = new HttpClient(new Always(page));
        var call = new ProviderCall(http, null, TimeProvider.System, new NoLog());
        return (await kind!.Resolve(match!, call, CancellationToken.None)).ShouldBeOfType<Resolution.Found>().Preview;
    }

    private sealed class Always(string page) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        ) => Task.FromResult(new HttpResponseMessage { Content = new StringContent(page, null, "text/html") });
    }
}
