namespace Unfurl.GitHub.Webhooks;

/// <summary>
/// The values of a delivery that rules read, by path, e.g. <c>repository.id</c>. A missing value, or one of another
/// type, throws <see cref="UnexpectedPayloadException"/>.
/// </summary>
internal interface IPayload
{
    string Number(string path);

    string Sha(string path);

    // A login, or a repository's name without its owner.
    string Name(string path);

    // A repository's name with its owner.
    string FullName(string path);

    // GitHub's opaque id of a thing, e.g. PVT_kwDO…
    string NodeId(string path);

    // A branch or tag, with or without refs/heads/ or refs/tags/.
    string RefName(string path);

    IReadOnlyList<IPayload> Elements(string path);
}

// The message describes the problem without text of the payload.
internal sealed class UnexpectedPayloadException(string message) : Exception(message);
