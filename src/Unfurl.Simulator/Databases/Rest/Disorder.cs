namespace Unfurl.Simulator.Databases.Rest;

/// <summary>An order of ids that says nothing, but does not change: where Notion promises none, there is none to rely on.</summary>
internal sealed class Disorder : IComparer<string>
{
    public static readonly Disorder Instance = new();

    // The last digits of an id are random.
    public int Compare(string? x, string? y)
    {
        for (int i = (x?.Length ?? 0) - 1, j = (y?.Length ?? 0) - 1; i >= 0 && j >= 0; i--, j--)
        {
            if (x![i] != y![j])
                return x[i].CompareTo(y[j]);
        }
        return (x?.Length ?? 0).CompareTo(y?.Length ?? 0);
    }
}
