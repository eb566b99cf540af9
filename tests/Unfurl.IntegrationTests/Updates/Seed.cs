using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;

namespace Unfurl.IntegrationTests.Updates;

/// <summary>Random values whose seed is in the test output, to repeat a run.</summary>
internal sealed class Seed
{
    // The environment variable with the seed to repeat.
    private const string Variable = "UNFURL_TEST_SEED";

    private readonly ulong _seed = ulong.TryParse(Environment.GetEnvironmentVariable(Variable), out var seed)
        ? seed
        : BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    public Seed() => TestContext.Current.TestOutputHelper!.WriteLine($"{Variable}={_seed}");

    public IReadOnlyList<T> Sample<T>(Gen<T> from, int count) => [.. from.Sample(50, new Rnd(_seed), count)];
}
