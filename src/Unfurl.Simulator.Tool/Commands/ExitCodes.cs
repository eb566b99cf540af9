namespace Unfurl.Simulator.Tool.Commands;

/// <summary>What a script may rely on.</summary>
internal static class ExitCodes
{
    /// <summary>Every check that was to run has passed.</summary>
    public const int Passed = 0;

    /// <summary>A rule was broken, or could not be looked at because of another.</summary>
    public const int Failed = 1;

    /// <summary>Wrong usage, the service cannot be reached, or the run was given up.</summary>
    public const int Usage = 2;
}
