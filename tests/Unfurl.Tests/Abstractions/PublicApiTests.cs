using System.Reflection;
using PublicApiGenerator;
using Unfurl.Adapters.Testing;
using Unfurl.Testing;

namespace Unfurl.Tests.Abstractions;

/// <summary>
/// What adapter authors compile against changes only on purpose: <c>UPDATE_DOCS=1</c> writes the files anew, and their changes are
/// reviewed like any other.
/// </summary>
public sealed class PublicApiTests
{
    private static readonly Dictionary<string, Assembly> Packages = new()
    {
        ["Unfurl.Abstractions"] = typeof(IProviderAdapter).Assembly,
        ["Unfurl.Adapters.Testing"] = typeof(TestedAdapter).Assembly,
    };

    public static TheoryData<string> Names => [.. Packages.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_public_API_is_the_one_that_is_written_down(string package)
    {
        var written = RepositoryRoot.File("src", package, "PublicApi.txt");
        var api = Packages[package]
            .GeneratePublicApi(
                new ApiGeneratorOptions { IncludeAssemblyAttributes = false, AllowNamespacePrefixes = [] }
            )
            .ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            File.WriteAllText(written, $"{api}\n");

        File.ReadAllText(written).ShouldBe($"{api}\n");
    }
}
