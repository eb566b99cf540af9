namespace Unfurl.Server.Http.Outgoing;

/// <summary>None of a host's addresses may be connected to. The client hands it on within its own exception.</summary>
/// <param name="reason">A stable code.</param>
internal sealed class AddressRefusedException(string reason)
    : Exception($"No address of the host is allowed: {reason}.")
{
    public string Reason { get; } = reason;
}
