using System.ComponentModel.DataAnnotations;

namespace Unfurl.Server.Configuration;

/// <summary>What every provider instance has.</summary>
internal sealed class ProviderOptions
{
    public const string Section = "Unfurl:Providers";

    [Setting("the adapter's type", WhenUnset = "required", Remark = "`GitHub`; in Development also `Acme`, the demo.")]
    public string? Type { get; set; }

    [Required]
    [Setting(
        "the owned host, e.g. github.acme.com",
        Remark = "Links of `https://<Host>` get cards. No two instances own the same host."
    )]
    public string? Host { get; set; }
}
