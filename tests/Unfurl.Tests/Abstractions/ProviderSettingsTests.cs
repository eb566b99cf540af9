using System.ComponentModel.DataAnnotations;

namespace Unfurl.Tests.Abstractions;

public sealed class ProviderSettingsTests
{
    [Fact]
    public void Settings_are_read()
    {
        var settings = Settings(
            ("ClientId", " id "),
            ("ClientSecret", "s3cret"),
            ("ApiUrl", "http://10.0.0.1:8080/api"),
            ("Retries", "3"),
            ("Paths:0", "/a"),
            ("Paths:1", " "),
            ("Paths:2", "/b")
        );

        var options = settings.Read(new AcmeOptions());

        options.ClientId.ShouldBe("id");
        options.ClientSecret.Reveal().ShouldBe("s3cret");
        options.ApiUrl.ShouldBe(new Uri("http://10.0.0.1:8080/api"));
        options.Retries.ShouldBe(3);
        options.Paths.ShouldBe(["/a", "/b"]);
        settings.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Keys_are_read_without_regard_to_case() =>
        Settings(("clientid", "id")).Read(new AcmeOptions()).ClientId.ShouldBe("id");

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
    public void A_blank_setting_keeps_its_default(string? value)
    {
        var settings = Required(("Paths:0", value), ("ApiUrl", value), ("Retries", value));

        var options = settings.Read(new AcmeOptions());

        options.Paths.ShouldBe(["/"]);
        options.ApiUrl.ShouldBe(new AcmeOptions().ApiUrl);
        options.Retries.ShouldBe(2);
        settings.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void All_problems_are_collected_with_key_and_remedy()
    {
        var settings = Settings(("ApiUrl", "api.acme.com"), ("Retries", "often"), ("Paths", "/a"), ("Wait", "5"));

        settings.Read(new AcmeOptions());

        settings.Problems.ShouldBe([
            "Unfurl:Providers:acme:ClientId is missing: the OAuth app's client id",
            "Unfurl:Providers:acme:ClientSecret is missing: the OAuth app's client secret",
            "Unfurl:Providers:acme:ApiUrl must be an absolute http(s) URL without user name",
            "Unfurl:Providers:acme:Retries must be 0 to 9",
            "Unfurl:Providers:acme:Paths is a list: set Unfurl:Providers:acme:Paths:0, Unfurl:Providers:acme:Paths:1, …",
            "Unfurl:Providers:acme:Wait must be a positive duration such as 00:01:00 or 1.00:00:00",
        ]);
    }

    [Fact]
    public void Settings_are_compared()
    {
        var settings = Required(("Retries", "0"), ("Wait", "00:00:01"));

        settings.Read(new AcmeOptions());

        settings.Problems.ShouldBe(["Unfurl:Providers:acme:Wait has no effect without Retries"]);
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
        var settings = Required(("ApiUrl", value));

        settings.Read(new AcmeOptions()).ApiUrl.ShouldBe(new AcmeOptions().ApiUrl);
        settings.Problems.ShouldBe(["Unfurl:Providers:acme:ApiUrl must be an absolute http(s) URL without user name"]);
    }

    private static ProviderSettings Required(params IEnumerable<(string Key, string? Value)> values) =>
        Settings([("ClientId", "id"), ("ClientSecret", "secret"), .. values]);

    private static ProviderSettings Settings(params IEnumerable<(string Key, string? Value)> values) =>
        new("acme", "git.acme.com", values.ToDictionary(it => it.Key, it => it.Value));

    private sealed class AcmeOptions : IValidatableObject
    {
        [Required]
        [Setting("the OAuth app's client id")]
        public string ClientId { get; set; } = "";

        [Required]
        [Setting("the OAuth app's client secret")]
        public Secret ClientSecret { get; set; } = new("missing");

        [Setting("the API")]
        public Uri ApiUrl { get; set; } = new("https://api.acme.com/");

        [Range(0, 9, ErrorMessage = "must be 0 to 9")]
        [Setting("how often a call is repeated")]
        public int Retries { get; set; } = 2;

        [Setting("the paths that count")]
        public IReadOnlyList<string> Paths { get; set; } = ["/"];

        [Setting("how long to wait before")]
        public TimeSpan? Wait { get; set; }

        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Retries == 0 && Wait is not null)
                yield return new("has no effect without Retries", [nameof(Wait)]);
        }
    }
}
