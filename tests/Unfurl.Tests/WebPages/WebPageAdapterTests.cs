using Unfurl.Adapters.Testing;
using Unfurl.WebPages;

namespace Unfurl.Tests.WebPages;

public sealed class WebPageAdapterTests
{
    private const string Host = "wiki.acme.example";
    private const string Page =
        "<title>Guide</title><p>How ships come into the harbour, and how they leave it again.</p>";
    private const string Wall = "<title>Log in</title><form><input name=u><input type=password name=p></form>";

    private const string Profile = "<title>Profile</title><b id=me>ben</b>";

    [Fact]
    public void Every_page_of_the_host_is_matched()
    {
        var wiki = Adapter();

        wiki.CheckPatterns();
        IsMatch(wiki, "/").ShouldBeTrue();
        IsMatch(wiki, "/a").ShouldBeTrue();
        IsMatch(wiki, "/a/b/?c=d#e").ShouldBeTrue();
        KeyOf(wiki, "/a?id=1").ShouldNotBe(KeyOf(wiki, "/a?id=2"));
        KeyOf(wiki, "/a#x").ShouldBe(KeyOf(wiki, "/a"));
    }

    [Fact]
    public void Of_listed_paths_and_without_exceptions()
    {
        var wiki = Adapter(
            ("Paths:0", "/handbook"),
            ("Paths:1", "/wiki/"),
            ("Except:0", "/handbook/drafts"),
            ("Except:1", "/wiki/Special:*")
        );

        wiki.CheckPatterns();
        wiki.Adapter.Kinds.Select(kind => kind.Pattern.Name).ShouldBe(["Home page", "Page", "Home page 2", "Page 2"]);
        IsMatch(wiki, "/handbook").ShouldBeTrue();
        IsMatch(wiki, "/handbook/a/b").ShouldBeTrue();
        IsMatch(wiki, "/handbook/drafts").ShouldBeFalse();
        IsMatch(wiki, "/handbook/drafts/a").ShouldBeFalse();
        IsMatch(wiki, "/handbook/draftsmen").ShouldBeTrue();
        IsMatch(wiki, "/handbooks").ShouldBeFalse();
        IsMatch(wiki, "/wiki/Guide").ShouldBeTrue();
        IsMatch(wiki, "/wiki/Special:Log").ShouldBeFalse();
        IsMatch(wiki, "/").ShouldBeFalse();
    }

    [Theory]
    [InlineData("/a//b")]
    [InlineData("/a/../b")]
    [InlineData("/./a")]
    [InlineData("/%zz")]
    [InlineData("/a%2")]
    [InlineData("/a%2Fb")]
    [InlineData("/a;b=c")]
    [InlineData("/a&b")]
    [InlineData("/a$b!")]
    [InlineData("/wiki/Help:Guide")]
    [InlineData("/%C3%BC")]
    [InlineData("/*")]
    [InlineData("/")]
    public void Any_path_prefix_is_taken_or_refused_by_name(string path)
    {
        foreach (var key in (string[])["Paths:0", "Except:0"])
        {
            var settings = new ProviderSettings("wiki", Host, new Dictionary<string, string?> { [key] = path });

            var adapter = new WebPageProviderType().Create(settings);

            (settings.Problems.Count > 0 || adapter.Kinds.Count > 0).ShouldBeTrue(path);
            settings.Problems.ShouldAllBe(problem => problem.Contains($":{key} "));
        }
    }

    [Fact]
    public void The_sample_is_none_of_the_exceptions() =>
        Adapter(("Except:0", "/page"), ("Except:1", "/page-a*")).Adapter.Kinds.ShouldNotBeEmpty();

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

        var found = (await Adapter().ResolveAsync("/guide", Html("/guide", page))).ShouldBeOfType<Resolution.Found>();

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
        var found = await Adapter().ResolveAsync("/guide", Html("/guide", Page));

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

        var found = await wiki.ResolveAsync("/guide", Html("/guide", Page));

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
    [InlineData("Authorization", "ada:pass word", "Basic YWRhOnBhc3Mgd29yZA==")]
    [InlineData("Authorization", "abc", "Bearer abc")]
    [InlineData("authorization", "abc", "Bearer abc")]
    [InlineData("X-Key", "ada:pass", "ada:pass")]
    public async Task A_key_is_sent_in_its_header(string header, string key, string value)
    {
        var wiki = Adapter(("SignIn", "Shared"), ("Key", key), ("Header", header));
        var http = Html("/guide", Page);

        await wiki.ResolveAsync("/guide", http);

        http.Requests.Single().Headers[header].ShouldBe(value);
    }

    // A site that takes a key beside any user name would otherwise let Ben be Ada.
    [Theory]
    [InlineData("ada:key of ben")]
    [InlineData("key-of-ben")]
    public async Task Whose_a_key_is_says_the_site_and_not_who_types_it(string key)
    {
        var wiki = Adapter(("SignIn", "PersonalKey"), ("Check", "/profile"), ("Who", "#me"));

        var identified = await wiki.IdentifyAsync(
            RecordedHttp.Parse($"{Text("/profile", "200 OK", Profile)}\n###\n{Text("/profile", "200 OK", Wall)}"),
            key
        );

        identified.ShouldBe(new Identification.Known("ben", "ben"));
    }

    [Theory]
    [InlineData("<title>Profile</title><input name=login value=ben><input type=password>", "input[name=login]")]
    [InlineData("<title>Profile</title><meta name=user content=' ben '>", "meta[name=user]")]
    [InlineData("<title>Profile</title><p>Signed in as <b>ben</b>", "p > b")]
    public async Task Who_is_signed_in_is_a_value_a_content_or_a_text(string page, string selector)
    {
        var wiki = Adapter(("SignIn", "PersonalKey"), ("Check", "/profile"), ("Who", selector));

        var identified = await wiki.IdentifyAsync(
            RecordedHttp.Parse($"{Text("/profile", "200 OK", page)}\n###\n{Text("/profile", "401 Unauthorized", "")}")
        );

        identified.ShouldBe(new Identification.Known("ben", "ben"));
    }

    [Theory]
    [InlineData("200 OK", Wall, typeof(Identification.Rejected))]
    [InlineData("200 OK", Page, typeof(Identification.Rejected))]
    [InlineData("401 Unauthorized", "", typeof(Identification.Rejected))]
    [InlineData("403 Forbidden", "", typeof(Identification.Unavailable))]
    [InlineData("200 OK", "<title>Maintenance</title><h1>Maintenance</h1>", typeof(Identification.Unavailable))]
    [InlineData("429 Too Many Requests", "", typeof(Identification.Unavailable))]
    [InlineData("500 Internal Server Error", "", typeof(Identification.Unavailable))]
    public async Task A_page_that_names_nobody_is_of_no_key(string status, string body, Type outcome)
    {
        var wiki = Adapter(("SignIn", "PersonalKey"), ("Check", "/profile"), ("Who", "#me"));

        (await wiki.IdentifyAsync(Http("/profile", status, body))).ShouldBeOfType(outcome);
    }

    [Theory]
    [InlineData("404 Not Found", typeof(Identification.Known))]
    [InlineData("403 Forbidden", typeof(Identification.Known))]
    [InlineData("500 Internal Server Error", typeof(Identification.Unavailable))]
    public async Task Nobody_may_be_refused_in_any_way(string status, Type outcome)
    {
        var wiki = Adapter(("SignIn", "PersonalKey"), ("Check", "/profile"), ("Who", "#me"));

        var identified = await wiki.IdentifyAsync(
            RecordedHttp.Parse($"{Text("/profile", "200 OK", Profile)}\n###\n{Text("/profile", status, "")}")
        );

        identified.ShouldBeOfType(outcome);
    }

    [Fact]
    public async Task What_is_named_to_nobody_too_is_no_one()
    {
        var wiki = Adapter(("SignIn", "PersonalKey"), ("Check", "/profile"), ("Who", "#me"));

        var identified = await wiki.IdentifyAsync(
            RecordedHttp.Parse($"{Text("/profile", "200 OK", Profile)}\n###\n{Text("/profile", "200 OK", Profile)}")
        );

        identified.ShouldBeOfType<Identification.Unavailable>();
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
    [InlineData("/guide", "/guide")]
    [InlineData("/guide/", "/guide/")]
    [InlineData("/guide/?b=1&utm_source=mail&a=2#x", "/guide/?b=1&a=2")]
    [InlineData("/guide?utm_source=mail", "/guide")]
    [InlineData("/", "/")]
    public async Task A_page_is_asked_for_as_it_was_pasted(string link, string asked)
    {
        var http = Html(asked, Page);

        (await Adapter().ResolveAsync(link, http)).ShouldBeOfType<Resolution.Found>();
    }

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

    private static bool IsMatch(TestedAdapter tested, string path)
    {
        Link.TryParse($"https://{Host}{path}", out var link).ShouldBeTrue();
        return new LinkKinds(tested.Adapter.Kinds).Match(link, out _) is not null;
    }

    private static string KeyOf(TestedAdapter tested, string path)
    {
        Link.TryParse($"https://{Host}{path}", out var link).ShouldBeTrue();
        var match = new LinkKinds(tested.Adapter.Kinds).Match(link, out var kind);
        return kind!.Key(match!);
    }

    private static TestedAdapter Adapter(params (string Key, string? Value)[] settings) =>
        new(new WebPageProviderType(), Host, settings.ToDictionary(it => it.Key, it => it.Value));

    private static RecordedHttp Html(string path, string body) => Http(path, "200 OK", body);

    private static RecordedHttp Http(string path, string status, string body) =>
        RecordedHttp.Parse(Text(path, status, body));

    private static string Text(string path, string status, string body) =>
        $"GET {path}\n\nHTTP/1.1 {status}\nContent-Type: text/html\n\n{body}";

    private sealed class Always(string page) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        ) => Task.FromResult(new HttpResponseMessage { Content = new StringContent(page, null, "text/html") });
    }
}
