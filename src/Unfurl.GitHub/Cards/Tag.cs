using System.Text.Json.Serialization;
using Unfurl.Html;

namespace Unfurl.GitHub.Cards;

/// <summary>A tag without a release, which GitHub shows in the release's place.</summary>
internal static class Tag
{
    // https://docs.github.com/en/graphql/reference/objects#tag. A tag without a message of its own
    // leads to the commit. A commit always has a message, a tag may have none, hence the alias.
    public const string Fragment = $$"""
        fragment TagFields on Ref {
          name
          target {
            __typename
            abbreviatedOid
            ... on Tag {
              tagMessage: message
              tagger {
                ...GitActorFields
              }
              target {
                abbreviatedOid
              }
            }
            ... on Commit {
              message
              author {
                ...GitActorFields
              }
              signature {
                isValid
              }
            }
          }
        }
        {{GitActor.Fragment}}
        """;

    private static readonly string[] Signatures =
    [
        "\n-----BEGIN PGP SIGNATURE-----",
        "\n-----BEGIN PGP MESSAGE-----",
        "\n-----BEGIN SSH SIGNATURE-----",
        "\n-----BEGIN SIGNED MESSAGE-----",
    ];

    public static Resolution.Found Found(RepositoryNode repository, Ref tag)
    {
        var commit = tag.Target as CommitTarget;
        var message = CommitMessage.Of(WithoutSignature((tag.Target as TagTarget)?.TagMessage) ?? commit?.Message);
        var maker = (tag.Target as TagTarget)?.Tagger ?? commit?.Author;
        return repository.Found(
            new Preview
            {
                Title = tag.Name,
                Identifier = $"{repository.NameWithOwner}@{tag.Name}",
                Icon = new PreviewImage.Own("tag"),
                Author = maker is null ? null : GitActor.PersonOf(maker),
                Body = HtmlText.FromText($"{EmojiShortcodes.Replace(message.Subject)}\n\n{message.Body}"),
                Fields = PreviewFields.Of(
                    PreviewFields.Text(
                        "commit",
                        "Commit",
                        ((tag.Target as TagTarget)?.Target ?? tag.Target)?.AbbreviatedOid
                    ),
                    PreviewFields.Text(
                        "signature",
                        "Signature",
                        commit?.Signature is { IsValid: true } ? "Verified" : null
                    )
                ),
                Facts = new Facts { Kind = new Choice("Tag", GitHubColors.Gray), Created = maker?.Date },
            },
            GitHubResources.Ref(tag.Name),
            GitHubResources.Release(tag.Name)
        );
    }

    // Git keeps a tag's signature at the end of its message: https://git-scm.com/docs/gitformat-signature.
    private static string? WithoutSignature(string? message)
    {
        if (message is null)
            return null;
        var start = Signatures.Max(line => $"\n{message}".LastIndexOf(line, StringComparison.Ordinal));
        return start < 0 ? message : message[..start];
    }

    internal sealed record Ref(string Name, Target? Target = null);

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "__typename", IgnoreUnrecognizedTypeDiscriminators = true)]
    [JsonDerivedType(typeof(TagTarget), "Tag")]
    [JsonDerivedType(typeof(CommitTarget), "Commit")]
    internal record Target(string? AbbreviatedOid = null);

    internal sealed record TagTarget(
        string? AbbreviatedOid = null,
        string? TagMessage = null,
        GitActor? Tagger = null,
        Target? Target = null
    ) : Target(AbbreviatedOid);

    internal sealed record CommitTarget(
        string? AbbreviatedOid = null,
        string? Message = null,
        GitActor? Author = null,
        Signature? Signature = null
    ) : Target(AbbreviatedOid);
}
