using Unfurl.Demo;

namespace Unfurl.Tests.Demo;

public sealed class AcmeProviderTypeTests
{
    [Fact]
    public void Every_missing_setting_is_named_at_once()
    {
        var settings = new ProviderSettings("acme", "acme.example", new Dictionary<string, string?>());

        new AcmeProviderType().Create(settings);

        settings.Problems.ShouldBe([
            "Unfurl:Providers:acme:ClientId is missing: the client id that the Acme site knows Unfurl by",
            "Unfurl:Providers:acme:ClientSecret is missing: the client secret that belongs to it",
        ]);
    }

    [Fact]
    public void The_site_is_below_the_service_s_own_origin_unless_it_is_told_another()
    {
        var settings = new ProviderSettings("acme", "acme.example", new Dictionary<string, string?>())
        {
            PublicUrl = new Uri("https://unfurl.acme.example"),
        };

        var adapter = new AcmeProviderType().Create(settings);

        adapter.OAuth.TokenEndpoint.ShouldBe(new Uri("https://unfurl.acme.example/demo/oauth/token"));
    }

    [Theory]
    [InlineData("demo", "must be an absolute http(s) URL without user name")]
    [InlineData("https://acme.example/?a=b", "must have no query and no fragment")]
    public void A_wrong_address_is_reported(string webUrl, string problem)
    {
        var settings = AcmeFixture.Settings(webUrl);

        new AcmeProviderType().Create(settings);

        settings.Problems.ShouldBe([$"Unfurl:Providers:acme:WebUrl {problem}"]);
    }

    [Theory]
    [InlineData("http://localhost:5080/demo")]
    [InlineData("http://localhost:5080/demo/")]
    public void Endpoints_lie_below_the_site_s_path(string webUrl)
    {
        var adapter = new AcmeProviderType().Create(AcmeFixture.Settings(webUrl));

        adapter.OAuth.AuthorizationEndpoint.ShouldBe(new Uri("http://localhost:5080/demo/oauth/authorize"));
        adapter.OAuth.TokenEndpoint.ShouldBe(new Uri("http://localhost:5080/demo/oauth/token"));
        adapter.Origins.Single().Authority.ShouldBe("localhost:5080");
    }

    [Fact]
    public void Icons_are_80_by_80_PNGs()
    {
        var icons = new AcmeProviderType().Create(AcmeFixture.Settings("http://localhost/")).Icons;

        icons.ShouldNotBeEmpty();
        foreach (var (_, png) in icons)
        {
            png.Span[..8].ToArray().ShouldBe(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A });
            png.Span[16..24].ToArray().ShouldBe(new byte[] { 0, 0, 0, 80, 0, 0, 0, 80 });
        }
    }
}
