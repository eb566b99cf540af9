using System.Globalization;
using System.Text.Json.Serialization.Metadata;

namespace Unfurl.GitHub.Cards;

/// <summary>
/// A kind of comment. REST finds the comment by the number in the link, and with it its node, by which GraphQL says whether
/// it is hidden, together with what it is on.
/// </summary>
internal abstract class CommentLinkKind<TComment>(JsonTypeInfo<TComment> type) : IGitHubLinkKind
    where TComment : class, IRestComment
{
    public abstract IReadOnlyList<LinkPattern> Patterns { get; }

    public abstract IReadOnlyList<GraphQLDocument> Documents { get; }

    public abstract string Permission { get; }

    public string KeyOf(LinkMatch match) => $"{KeyOfTarget(match)}/{ResourceNameOf(match)}";

    public async Task<Resolution> ResolveAsync(
        LinkMatch match,
        GitHubClient client,
        CancellationToken cancellationToken
    )
    {
        var path = RepositoryLink.Of(match).RestPath(RestPathOf(match));
        var comment = await client.Rest.GetRenderedAsync(path, type, cancellationToken);
        if (comment.Failure is Resolution.SignInNeeded or Resolution.NotFound)
            return comment.Failure;
        var target = await FindTargetAsync(match, comment.Value?.NodeId, client, cancellationToken);
        if (!target.Succeeded || !comment.Succeeded)
            return new[] { target.Failure, comment.Failure }.OfType<Resolution>().MinBy(PrecedenceOf)!;

        // GitHub looks a comment up by its id alone and ignores the rest of the link.
        if (!IsOnTarget(match, target.Value, comment.Value))
            return new Resolution.NotFound();
        var found = Found(target.Value, ResourceNameOf(match), comment.Value);
        return target.Value.Comment?.Text is { } hidden
            ? found with
            {
                Preview = found.Preview with { Body = hidden },
            }
            : found;
    }

    protected abstract string KeyOfTarget(LinkMatch match);

    protected abstract Task<GitHubOutcome<LinkTarget>> FindTargetAsync(
        LinkMatch match,
        string? commentNodeId,
        GitHubClient client,
        CancellationToken cancellationToken
    );

    // E.g. comment:99; each kind has its own numbering.
    protected abstract string ResourceNameOf(LinkMatch match);

    // Relative to the repository's path in the REST API.
    protected abstract string RestPathOf(LinkMatch match);

    protected abstract bool IsOnTarget(LinkMatch match, LinkTarget target, TComment comment);

    protected abstract Resolution.Found Found(LinkTarget target, string name, TComment comment);

    protected static Facts FactsOf(string kind, DateTimeOffset? created, DateTimeOffset? updated) =>
        new()
        {
            Kind = new Choice(kind, GitHubColors.Gray),
            Created = created,
            Updated = updated,
        };

    // E.g. "src/Parser.cs, lines 10–12"; null for a comment that is not on a file.
    protected static Field? PlaceField(string? path, int? line, int? startLine = null, bool isOutdated = false)
    {
        var place =
            path is null || line is null ? path
            : startLine is { } start && start < line
                ? string.Create(CultureInfo.InvariantCulture, $"{path}, lines {start}–{line}")
            : string.Create(CultureInfo.InvariantCulture, $"{path}, line {line}");
        return PreviewFields.Text("place", "Place", place is not null && isOutdated ? $"{place} (outdated)" : place);
    }

    // Orders two failures: a rejected credential first, then GitHub's own verdicts, then limits and outages.
    private static int PrecedenceOf(Resolution failure) =>
        failure switch
        {
            Resolution.SignInNeeded => 0,
            Resolution.NotFound => 1,
            Resolution.Forbidden => 2,
            Resolution.RateLimited => 3,
            _ => 4,
        };
}
