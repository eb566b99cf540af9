namespace Unfurl.IntegrationTests.Fixtures;

/// <summary>The defaults of <c>Unfurl:Cache</c> and <c>Unfurl:Resolve</c>.</summary>
internal static class DefaultTimes
{
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan Stale = TimeSpan.FromDays(1);
    public static readonly TimeSpan SoftTimeout = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan HardTimeout = TimeSpan.FromSeconds(5);
}
