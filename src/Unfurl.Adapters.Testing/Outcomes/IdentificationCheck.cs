namespace Unfurl.Adapters.Testing.Outcomes;

/// <summary>Checks what an adapter makes of bad answers while it asks whose a credential is.</summary>
internal static class IdentificationCheck
{
    // Of the service.
    private const int MaxLength = 200;

    /// <exception cref="AdapterTestException">The recordings are no good answers.</exception>
    public static async Task<IReadOnlyList<string>> ProblemsAsync(TestedAdapter tested, RecordedHttp http)
    {
        var good = await tested.IdentifyAsync(http);
        if (
            good
            is not Identification.Known { Subject.Length: > 0 and <= MaxLength, Login.Length: > 0 and <= MaxLength }
        )
            throw new AdapterTestException(
                $"With the recordings of {http.Name} it is {good}: it must be Known, with a subject and a login of 1 to {MaxLength} characters."
            );
        return await FaultyRuns.ProblemsAsync(
            new CheckedCall<Identification>
            {
                Tested = tested,
                Http = http,
                Call = (adapter, call, cancellationToken) => TestedAdapter.IdentifyOf(adapter)(call, cancellationToken),
                Describe = identification => identification.ToString(),
                Unavailable = reason => new Identification.Unavailable(reason),
                Judge = (fault, _, identification) => Problem(fault, identification),
            }
        );
    }

    private static string? Problem(FaultKind fault, Identification identification)
    {
        var (isFine, expected) = fault switch
        {
            FaultKind.Unauthorized => (identification is Identification.Rejected, "Rejected"),
            FaultKind.Forbidden or FaultKind.NotFound or FaultKind.Elsewhere => (
                identification is not Identification.Known,
                "anything but Known"
            ),
            _ => (
                identification is Identification.Unavailable,
                "Unavailable, because nothing is known of the credential"
            ),
        };
        return isFine ? null : $"it must be {expected}, and is {identification}";
    }
}
