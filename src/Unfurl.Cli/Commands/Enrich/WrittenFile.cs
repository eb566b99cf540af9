using Unfurl.Server.Notion.Enrich.AsCode;

namespace Unfurl.Cli.Commands.Enrich;

internal static class WrittenFile
{
    /// <returns>Null after printing what is wrong, each with its line and column.</returns>
    public static async Task<IReadOnlyList<WrittenEnrichment>?> ReadAsync(
        FileInfo file,
        CancellationToken cancellationToken
    )
    {
        var text = await File.ReadAllTextAsync(file.FullName, cancellationToken);
        var (written, problems) = EnrichmentFile.Read(file.ToString(), text);
        foreach (var problem in problems)
            Console.Error.WriteLine(problem);
        return problems.Count == 0 ? written : null;
    }
}
