namespace Unfurl.Notion.Databases;

internal sealed class Planner(RowRequest request)
{
    public RowChange Make() => throw new NotImplementedException($"{request.Row.Id}");
}
