using Unfurl.Adapters.Testing;
using static Unfurl.Tests.WebPages.Wiki;

namespace Unfurl.Tests.WebPages;

/// <summary>How keys are sent, and whose they are.</summary>
public sealed class WebPageIdentityTests
{
    private const string Profile = "<title>Profile</title><b id=me>ben</b>";

    [Theory]
    [InlineData("Authorization", "ada:pass word", "Basic YWRhOnBhc3Mgd29yZA==")]
    [InlineData("Authorization", "abc", "Bearer abc")]
    [InlineData("authorization", "abc", "Bearer abc")]
    [InlineData("X-Key", "ada:pass", "ada:pass")]
    public async Task A_key_is_sent_in_its_header(string header, string key, string value)
    {
        var wiki = Adapter(("SignIn", "Shared"), ("Key", key), ("Header", header));
        var http = HtmlPage("/guide", Page);

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

    [Fact]
    public async Task A_check_that_leads_home_names_nobody()
    {
        var wiki = Adapter(("SignIn", "PersonalKey"), ("Check", "/profile"), ("Who", "#me"));

        var identified = await wiki.IdentifyAsync(
            RecordedHttp.Parse($"{Text("/profile", "302 Found\nLocation: /", "")}\n###\n{Text("/", "200 OK", Page)}")
        );

        identified.ShouldBeOfType<Identification.Rejected>();
    }
}
