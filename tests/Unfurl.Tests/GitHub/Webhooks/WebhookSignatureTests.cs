using Unfurl.GitHub.Webhooks;
using Unfurl.Testing;
using Unfurl.Testing.GitHub;

namespace Unfurl.Tests.GitHub.Webhooks;

[NeedsNode]
public sealed class WebhookSignatureTests
{
    private static readonly GitHubExample Example = GitHubExamples.Of("pull_request", "opened");

    private static readonly Secret Secret = new("It's a Secret to Everybody");

    // The values of GitHub's documentation, "Testing the webhook payload validation".
    [Fact]
    public void The_signature_of_GitHubs_own_example_is_valid() =>
        WebhookSignature
            .IsValid(
                Secret,
                "Hello, World!"u8,
                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
            )
            .ShouldBeTrue();

    [Theory]
    [InlineData("sha256=")]
    [InlineData("sha256")]
    [InlineData("=")]
    [InlineData("757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")]
    [InlineData("sha1=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")]
    [InlineData("SHA256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")]
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e1")]
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e1700")]
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e18")]
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043ezz")]
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043é17")]
    [InlineData(
        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17,sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
    )]
    public void Any_other_signature_is_invalid(string signature) =>
        WebhookSignature.IsValid(Secret, "Hello, World!"u8, signature).ShouldBeFalse();

    [Fact]
    public void A_delivery_without_a_signature_is_unsigned() =>
        (Example.Delivery with { Signature = null }).Read().ShouldBeOfType<WebhookReading.NoSignature>();

    [Fact]
    public void A_valid_SHA_1_signature_alone_is_not_accepted()
    {
        var delivery = new GitHubDelivery("push", "{}") { Signature = null };
        var headers = new Dictionary<string, string>(delivery.Headers)
        {
            ["X-Hub-Signature"] = "sha1=ad740a1bdacfab1a64486497dc757d4ad360d8e8",
        };

        new GitHubWebhooks(new Secret(GitHubDelivery.Secret))
            .Read(new WebhookDelivery(headers, delivery.Body))
            .ShouldBe(new WebhookReading.NoSignature("X-Hub-Signature-256"));
    }

    [Fact]
    public void Another_secret_or_another_byte_is_a_bad_signature()
    {
        var delivery = Example.Delivery;
        var other = GitHubDelivery.Sign("another", delivery.Body.Span);
        byte[] changed = [.. delivery.Body.Span, (byte)' '];

        (delivery with { Signature = other }).Read().ShouldBeOfType<WebhookReading.BadSignature>();
        (delivery with { Body = changed }).Read().ShouldBeOfType<WebhookReading.BadSignature>();
    }

    [Fact]
    public void Without_a_secret_no_signature_is_accepted()
    {
        var webhooks = new GitHubWebhooks(null);
        var empty = Example.Delivery with { Signature = GitHubDelivery.Sign("", Example.Delivery.Body.Span) };

        webhooks.HasSecret.ShouldBeFalse();
        webhooks.SecretSetting.ShouldBe("WebhookSecret");
        Example.Delivery.Read(webhooks).ShouldBeOfType<WebhookReading.BadSignature>();
        empty.Read(webhooks).ShouldBeOfType<WebhookReading.BadSignature>();
    }

    [Fact]
    public void An_instance_s_secret_is_that_of_its_settings()
    {
        var settings = new Dictionary<string, string?> { ["ClientId"] = "id", ["ClientSecret"] = "secret" };
        var without = Some.GitHub(settings: settings).Webhooks.ShouldNotBeNull();
        settings["WebhookSecret"] = GitHubDelivery.Secret;
        var with = Some.GitHub(settings: settings).Webhooks.ShouldNotBeNull();

        without.HasSecret.ShouldBeFalse();
        with.HasSecret.ShouldBeTrue();
        Example.Delivery.Read(with).ShouldBeOfType<WebhookReading.Changed>();
    }
}
