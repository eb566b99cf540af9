using System.Net;

namespace Unfurl.WebPages;

/// <summary>What every provider instance has, as far as it concerns pages. The service checks it.</summary>
internal sealed class InstanceOptions
{
    [Setting("further hosts, which redirects may lead to")]
    public IReadOnlyList<string> Aliases { get; set; } = [];

    [Setting("private networks: pages there are for the company only")]
    public IReadOnlyList<IPNetwork> Networks { get; set; } = [];
}
