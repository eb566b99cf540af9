using System.Globalization;
using System.Text.Json.Serialization.Metadata;

namespace Unfurl.GitHub.Cards;

/// <summary>
/// A kind of comment. It and what it is on are asked for at the same time: GraphQL finds no comment by the number that
/// links carry, and REST knows less of what it is on.
/// </summary>
/// <param name="type">How REST's answer is read.</param>
internal abstract class CommentLinkKind<TComment>(JsonTypeInfo<TComment> type) : IGitHubLinkKind
    where TComment : class
{
    public abstract IReadOnlyList<LinkPattern> Patterns { get; }

    public abstract IReadOnlyList<GraphQLDocument> Documents { get; }

    public string KeyOf(LinkMatch match) => $"{KeyOfTarget(match)}/{ResourceNameOf(match)}";

    public async Task<Resolution> ResolveAsync(
        LinkMatch match,
        GitHubClient client,
        CancellationToken cancellationToken
    )
    {
        var path = RepositoryLink.Of(match).RestPath(RestPathOf(match));
        var (finding, getting) = (
            FindTargetAsync(match, client, cancellationToken),
            client.Rest.GetAsync(path, type, cancellationToken)
        );
        await Task.WhenAll(finding, getting);
        var (subject, comment) = (await finding, await getting);
        if (!subject.Succeeded || !comment.Succeeded)
            return new[] { subject.Failure, comment.Failure }.OfType<Resolution>().MinBy(PrecedenceOf)!;

        // GitHub finds a comment by its number alone, whatever the rest of the link says.
        return IsOnTarget(match, subject.Value, comment.Value)
            ? Found(subject.Value, ResourceNameOf(match), comment.Value)
            : new Resolution.NotFound();
    }

    /// <summary>The key of what the link says that the comment is on.</summary>
    protected abstract string KeyOfTarget(LinkMatch match);

    /// <summary>What the link says that the comment is on.</summary>
    protected abstract Task<GitHubOutcome<LinkTarget>> FindTargetAsync(
        LinkMatch match,
        GitHubClient client,
        CancellationToken cancellationToken
    );

    /// <summary>What the comment is called where it is, e.g. <c>comment:99</c>; each kind is numbered apart.</summary>
    protected abstract string ResourceNameOf(LinkMatch match);

    /// <summary>The comment's path within the repository's REST addresses.</summary>
    protected abstract string RestPathOf(LinkMatch match);

    /// <summary>Whether the comment is on what the link says.</summary>
    protected abstract bool IsOnTarget(LinkMatch match, LinkTarget subject, TComment comment);

    protected abstract Resolution.Found Found(LinkTarget subject, string name, TComment comment);

    protected static Field? KindField(string kind, Color? color = null) =>
        PreviewFields.OneOf("kind", "Kind", new Choice(kind, color ?? GitHubColors.Gray));

    /// <summary>Such as <c>src/Parser.cs, lines 10–12</c>; null for a comment that is not on a file.</summary>
    protected static Field? PlaceField(string? path, int? line, int? startLine = null) =>
        PreviewFields.Text(
            "place",
            "Place",
            path is null || line is null ? path
                : startLine is { } start && start < line
                    ? string.Create(CultureInfo.InvariantCulture, $"{path}, lines {start}–{line}")
                : string.Create(CultureInfo.InvariantCulture, $"{path}, line {line}")
        );

    /// <summary>What ends the credential comes first; then what GitHub says, before what keeps it from saying more.</summary>
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
