namespace Unfurl.Server.Providers.Gate;

/// <summary>Why a request of an adapter does not leave: stable codes for the log.</summary>
internal static class GateRefusals
{
    // Of the request.
    public const string UserInfo = "user_info_in_address";
    public const string Connect = "method_connect";
    public const string NotHttps = "not_https";
    public const string NotPort443 = "not_port_443";
    public const string AddressAsName = "address_instead_of_name";
    public const string LocalName = "local_name_through_proxy";

    // Of the host's address.
    public const string Unspecified = "address_unspecified";
    public const string Broadcast = "address_broadcast";
    public const string Multicast = "address_multicast";
    public const string LinkLocal = "address_link_local";
    public const string Metadata = "address_of_metadata";
    public const string NotPublic = "address_not_public";
    public const string NeedsWorkspaces = "address_needs_workspaces";

    /// <summary>What the code means and what helps, for the operator.</summary>
    public static string Explain(string reason) =>
        reason switch
        {
            UserInfo => "an address must hold no user and no password",
            Connect => "an adapter must not open tunnels",
            NotHttps => "only https leads to hosts that the settings do not name",
            NotPort443 => "only port 443 leads to hosts that the settings do not name",
            AddressAsName => "a host that the settings do not name must have a name, not an IP address",
            LocalName => "through a proxy only public names are asked for; a host of the company belongs into NO_PROXY",
            Unspecified => "0.0.0.0 and :: stand for no host; use 127.0.0.1 or ::1 for this machine",
            Broadcast => "it has a broadcast address",
            Multicast => "it has a multicast address",
            LinkLocal => "it has a link-local address, where clouds keep their credentials",
            Metadata => "it has the address of a cloud's metadata service",
            NotPublic =>
                "it has no public address; if the instance may reach it, put its network into the instance's Networks",
            NeedsWorkspaces =>
                "it has no public address and needs no sign-in, so anybody could see it; set Unfurl:Notion:Workspaces:0 to the id of your Notion workspace",
            _ => reason,
        };
}

/// <summary>The gate does not let a request out. For an adapter it is a failed connection.</summary>
internal sealed class GateRefusedException(string host, string reason, Exception? inner = null)
    : HttpRequestException(
        HttpRequestError.ConnectionError,
        $"The call to {host} was refused: {reason} ({GateRefusals.Explain(reason)}).",
        inner
    )
{
    /// <summary>One of <see cref="GateRefusals"/>.</summary>
    public string Reason { get; } = reason;
}
