using System.Globalization;
using FsCheck;

namespace Unfurl.Tests;

/// <summary>How many random inputs a property is tried with: <c>FUZZ=100000 ./test --filter RecipeAnswerPropertyTests</c>.</summary>
internal static class Fuzz
{
    /// <param name="usual">Without the variable.</param>
    public static Config Config(int usual) =>
        FsCheck.Config.QuickThrowOnFailure.WithMaxTest(
            int.TryParse(Environment.GetEnvironmentVariable("FUZZ"), CultureInfo.InvariantCulture, out var many)
                ? many
                : usual
        );
}
