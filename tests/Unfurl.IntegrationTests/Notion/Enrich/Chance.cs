namespace Unfurl.IntegrationTests.Notion.Enrich;

/// <summary>Numbers that a seed determines, so that a failure can be repeated (SplitMix64).</summary>
internal sealed class Chance(int seed)
{
    private ulong _state = (ulong)seed;

    // From 0, and less than the limit.
    public int Next(int limit)
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)((mixed ^ (mixed >> 31)) % (ulong)limit);
    }

    public int Next(int from, int limit) => from + Next(limit - from);
}
