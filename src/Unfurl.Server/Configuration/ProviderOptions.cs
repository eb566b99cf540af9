using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Unfurl.Server.Configuration;

/// <summary>What every provider instance has.</summary>
internal sealed class ProviderOptions
{
    public const string Section = "Unfurl:Providers";

    [Setting(
        "the adapter's type",
        WhenUnset = "required",
        Remark = "`GitHub`, `Recipe`, `WebPage`, or that of a plugin; in Development also `Acme`, the demo."
    )]
    public string? Type { get; set; }

    [Required]
    [Setting(
        "the owned host, e.g. github.acme.com",
        Remark = "Links of `https://<Host>` get cards. No two instances own the same host."
    )]
    public string? Host { get; set; }

    [Setting("further hosts of the same instance", WhenUnset = "none", Remark = "Their links are links of `Host`.")]
    public IReadOnlyList<string> Aliases { get; set; } = [];

    [Setting(
        "private networks that other hosts named by the instance's pages and answers may lie in",
        WhenUnset = "none",
        Remark = "Addresses or CIDR ranges. Hosts that you write into settings may lie anywhere."
    )]
    public IReadOnlyList<IPNetwork> Networks { get; set; } = [];
}
