using System.ComponentModel.DataAnnotations;

namespace Unfurl.Demo;

internal sealed class AcmeOptions : IValidatableObject
{
    [Setting("the root of the Acme site")]
    public required Uri WebUrl { get; set; }

    [Required]
    [Setting("the client id that the Acme site knows Unfurl by")]
    public string ClientId { get; set; } = "";

    [Required]
    [Setting("the client secret that belongs to it")]
    public Secret ClientSecret { get; set; } = new("missing");

    [Setting("the secret that the Acme site signs its deliveries with", WhenUnset = "no webhooks: links are polled")]
    public Secret? WebhookSecret { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (WebUrl.Query.Length > 0 || WebUrl.Fragment.Length > 0)
            yield return new("must have no query and no fragment", [nameof(WebUrl)]);
    }
}
