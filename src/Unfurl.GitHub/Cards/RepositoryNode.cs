using System.Globalization;

namespace Unfurl.GitHub.Cards;

/// <summary>What every card asks about the repository a thing is in.</summary>
internal abstract record RepositoryNode(long? DatabaseId, string NameWithOwner, string Visibility)
{
    public const string Fragment = """
        fragment RepositoryFields on Repository {
          databaseId
          nameWithOwner
          visibility
        }
        """;

    /// <summary>INTERNAL is for an enterprise's members only: https://docs.github.com/en/graphql/reference/enums#repositoryvisibility.</summary>
    private Audience Audience => Visibility == "PUBLIC" ? Audience.Public : Audience.Account;

    /// <summary>A card of something in this repository.</summary>
    /// <param name="preview">What it shows.</param>
    /// <param name="things">What it shows, as named within the repository: <c>#12</c>, <c>@sha</c>; empty for the repository itself.</param>
    protected internal Resolution.Found Found(Preview preview, params IEnumerable<string> things) =>
        new(preview) { Audience = Audience, Resources = [.. ResourcesOf(things)] };

    /// <summary>
    /// Whether an address of the REST API is that of something in this repository, by either of the names that GitHub
    /// uses there: https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects.
    /// </summary>
    /// <param name="url">The address.</param>
    /// <param name="path">The thing's path within the repository, e.g. <c>issues/12</c>.</param>
    public bool IsRestUrlOf(string url, string path) =>
        url.EndsWith($"/repos/{NameWithOwner}/{path}", StringComparison.OrdinalIgnoreCase)
        || (DatabaseId is { } id && url.EndsWith($"/repositories/{id}/{path}", StringComparison.OrdinalIgnoreCase));

    /// <summary>Last the names for the repository as a whole: whatever concerns access to it or its name concerns all its cards.</summary>
    private IEnumerable<Resource> ResourcesOf(IEnumerable<string> things)
    {
        if (DatabaseId is { } number)
        {
            var id = number.ToString(CultureInfo.InvariantCulture);
            foreach (var thing in things)
                yield return GitHubResources.InRepository(id, thing);
            yield return GitHubResources.AllInRepository(id);
        }
        yield return GitHubResources.RepositoryNamed(NameWithOwner);
        yield return GitHubResources.AllOfOwner(NameWithOwner.Split('/')[0]);
    }
}
