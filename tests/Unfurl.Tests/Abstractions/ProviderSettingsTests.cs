namespace Unfurl.Tests.Abstractions;

public sealed class ProviderSettingsTests
{
    private static readonly Uri Default = new("https://api.acme.com/");

    [Fact]
    public void Settings_are_read()
    {
        var settings = Settings(
            ("ClientId", " id "),
            ("ClientSecret", "s3cret"),
            ("ApiUrl", "http://10.0.0.1:8080/api")
        );

        settings.Required("ClientId", "the client id").ShouldBe("id");
        settings.RequiredSecret("ClientSecret", "the secret").Reveal().ShouldBe("s3cret");
        settings.Url("ApiUrl", Default).ShouldBe(new Uri("http://10.0.0.1:8080/api"));
        settings.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Keys_are_read_without_regard_to_case()
    {
        Settings(("clientid", "id")).Optional("ClientId").ShouldBe("id");
    }

    [Fact]
    public void It_knows_its_name_and_host()
    {
        var settings = Settings();

        settings.Name.ShouldBe("acme");
        settings.Host.ShouldBe("git.acme.com");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t")]
    public void A_blank_setting_is_absent(string? value)
    {
        var settings = Settings(("Scopes", value), ("ApiUrl", value));

        settings.Optional("Scopes").ShouldBeNull();
        settings.Url("ApiUrl", Default).ShouldBe(Default);
        settings.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void All_problems_are_collected_with_key_and_remedy()
    {
        var settings = Settings(("ApiUrl", "api.acme.com"));

        settings.Required("ClientId", "the OAuth app's client id");
        settings.RequiredSecret("ClientSecret", "the OAuth app's client secret");
        settings.Url("ApiUrl", Default);
        settings.Report("Scopes", "must be words with spaces between");

        settings.Problems.ShouldBe([
            "Unfurl:Providers:acme:ClientId is missing: the OAuth app's client id",
            "Unfurl:Providers:acme:ClientSecret is missing: the OAuth app's client secret",
            "Unfurl:Providers:acme:ApiUrl must be an absolute http(s) URL without user name",
            "Unfurl:Providers:acme:Scopes must be words with spaces between",
        ]);
    }

    [Fact]
    public void Missing_settings_get_placeholders_so_that_reading_continues()
    {
        var settings = Settings();

        settings.Required("ClientId", "the client id").ShouldBe("");
        settings.RequiredSecret("ClientSecret", "the secret").Reveal().ShouldBe("missing");
    }

    [Theory]
    [InlineData("api.acme.com")]
    [InlineData("/api")]
    [InlineData("//api.acme.com")]
    [InlineData("ftp://api.acme.com")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https:///api")]
    [InlineData("https://user@api.acme.com")]
    [InlineData("https://user:hunter2@api.acme.com")]
    public void Other_texts_than_web_addresses_are_reported_and_not_repeated(string value)
    {
        var settings = Settings(("ApiUrl", value));

        settings.Url("ApiUrl", Default).ShouldBe(Default);
        settings.Problems.ShouldBe(["Unfurl:Providers:acme:ApiUrl must be an absolute http(s) URL without user name"]);
    }

    private static ProviderSettings Settings(params (string Key, string? Value)[] values) =>
        new("acme", "git.acme.com", values.ToDictionary(it => it.Key, it => it.Value));
}
