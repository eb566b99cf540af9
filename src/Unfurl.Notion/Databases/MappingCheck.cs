namespace Unfurl.Notion.Databases;

internal static class MappingCheck
{
    public static IReadOnlyList<FieldProblem> Of(Mapping mapping, DataSource schema) => throw new NotImplementedException();
}
