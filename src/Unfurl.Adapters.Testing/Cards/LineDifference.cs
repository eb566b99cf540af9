namespace Unfurl.Adapters.Testing.Cards;

/// <summary>The difference of two texts, line by line: what is missing has <c>-</c>, what is new has <c>+</c>.</summary>
internal static class LineDifference
{
    public static string Of(string expected, string actual)
    {
        var (before, after) = (expected.Split('\n'), actual.Split('\n'));
        var common = CommonLines(before, after);
        var lines = new List<string>();
        var (i, j) = (0, 0);
        while (i < before.Length || j < after.Length)
        {
            if (i < before.Length && j < after.Length && before[i] == after[j])
            {
                lines.Add($"  {before[i++]}");
                j++;
            }
            else if (j == after.Length || (i < before.Length && common[i + 1, j] >= common[i, j + 1]))
                lines.Add($"- {before[i++]}");
            else
                lines.Add($"+ {after[j++]}");
        }
        return string.Join('\n', lines);
    }

    // How many lines the rests of both have in common, from each place on.
    private static int[,] CommonLines(string[] before, string[] after)
    {
        var common = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
        for (var j = after.Length - 1; j >= 0; j--)
            common[i, j] =
                before[i] == after[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        return common;
    }
}
