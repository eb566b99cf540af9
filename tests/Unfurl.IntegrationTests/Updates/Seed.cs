using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;

namespace Unfurl.IntegrationTests.Updates;

/// <summary>Chance whose seed the test's output shows: with it the next run draws the same.</summary>
internal sealed class Seed
{
    /// <summary>The environment variable that holds a seed to draw from again.</summary>
    private const string Variable = "UNFURL_TEST_SEED";

    private readonly ulong _seed = ulong.TryParse(Environment.GetEnvironmentVariable(Variable), out var seed)
        ? seed
        : BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    public Seed() => TestContext.Current.TestOutputHelper!.WriteLine($"{Variable}={_seed}");

    /// <summary>Draws some.</summary>
    public IReadOnlyList<T> Sample<T>(Gen<T> from, int count) => [.. from.Sample(50, new Rnd(_seed), count)];
}
