using System.Globalization;

namespace Unfurl.GitHub.Cards;

/// <summary>The fields of the repository that every card requests.</summary>
internal abstract record RepositoryNode(long? DatabaseId, string NameWithOwner, string Visibility)
{
    public const string Fragment = """
        fragment RepositoryFields on Repository {
          databaseId
          nameWithOwner
          visibility
        }
        """;

    // What GitHub shows beside the name of a repository that not everyone sees.
    private string? PrivateMark =>
        Visibility switch
        {
            "PUBLIC" => null,
            "INTERNAL" => "Internal",
            _ => "Private",
        };

    // INTERNAL is visible to an enterprise's members only:
    // https://docs.github.com/en/graphql/reference/enums#repositoryvisibility.
    internal bool IsPublic => Visibility == "PUBLIC";

    // The names are relative to the repository: #12, @sha; empty for the repository itself.
    protected internal Resolution.Found Found(Preview preview, params IEnumerable<string> names) =>
        new(WithPrivateMark(preview))
        {
            Audience = IsPublic ? Audience.Public : Audience.Account,
            Resources = [.. ResourcesOf(names)],
        };

    // The card of the repository itself has it as its state.
    private Preview WithPrivateMark(Preview preview) =>
        PrivateMark == preview.Status?.Word
            ? preview
            : preview with
            {
                Fields = PreviewFields.Of([
                    .. preview.Fields,
                    PreviewFields.Text("visibility", "Visibility", PrivateMark),
                ]),
            };

    // GitHub uses either name of a repository in REST URLs:
    // https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects.
    public bool IsRestUrlOf(string url, string path) =>
        url.EndsWith($"/repos/{NameWithOwner}/{path}", StringComparison.OrdinalIgnoreCase)
        || (DatabaseId is { } id && url.EndsWith($"/repositories/{id}/{path}", StringComparison.OrdinalIgnoreCase));

    // The repository-wide resources come last: a change of access or name affects every card of the repository.
    internal IEnumerable<Resource> ResourcesOf(params IEnumerable<string> names)
    {
        if (DatabaseId is { } number)
        {
            var id = number.ToString(CultureInfo.InvariantCulture);
            foreach (var name in names)
                yield return GitHubResources.InRepository(id, name);
            yield return GitHubResources.AllInRepository(id);
        }
        yield return GitHubResources.RepositoryNamed(NameWithOwner);
        yield return GitHubResources.AllOfOwner(NameWithOwner.Split('/')[0]);
    }
}
