namespace Unfurl.Cli.Commands;

/// <summary>The exit codes, documented for scripts.</summary>
internal static class ExitCodes
{
    // All selected checks passed.
    public const int Passed = 0;

    // A rule was broken, or a check was blocked by another failure.
    public const int Failed = 1;

    // Invalid usage, an unreachable service or a cancelled run.
    public const int Usage = 2;
}
