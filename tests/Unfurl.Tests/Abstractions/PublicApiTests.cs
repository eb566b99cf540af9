using PublicApiGenerator;
using Unfurl.Testing;

namespace Unfurl.Tests.Abstractions;

/// <summary>
/// What adapter authors compile against changes only on purpose: <c>UPDATE_DOCS=1</c> writes the file anew, and its changes are
/// reviewed like any other.
/// </summary>
public sealed class PublicApiTests
{
    private static readonly string Written = RepositoryRoot.File("src", "Unfurl.Abstractions", "PublicApi.txt");

    [Fact]
    public void The_public_API_is_the_one_that_is_written_down()
    {
        var api = typeof(IProviderAdapter)
            .Assembly.GeneratePublicApi(
                new ApiGeneratorOptions { IncludeAssemblyAttributes = false, AllowNamespacePrefixes = [] }
            )
            .ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            File.WriteAllText(Written, $"{api}\n");

        File.ReadAllText(Written).ShouldBe($"{api}\n");
    }
}
