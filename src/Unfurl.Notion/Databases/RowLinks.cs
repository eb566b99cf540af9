namespace Unfurl.Notion.Databases;

/// <summary>The links that a cell holds.</summary>
public static class RowLinks
{
    public static IReadOnlyList<string> Find(Cell cell) => throw new NotImplementedException();
}
