namespace Unfurl.GitHub.Webhooks;

/// <summary>
/// What a delivery tells, as far as rules ask for it: each value by its path, e.g. <c>repository.id</c>. A value that is not
/// there or of another shape is an <see cref="UnexpectedPayloadException"/>.
/// </summary>
internal interface IPayload
{
    /// <summary>A number or id.</summary>
    string Number(string path);

    /// <summary>A commit's whole sha.</summary>
    string Sha(string path);

    /// <summary>A login, or a repository's name without its owner.</summary>
    string Name(string path);

    /// <summary>A repository's name with its owner.</summary>
    string FullName(string path);

    /// <summary>The elements of an array.</summary>
    IReadOnlyList<IPayload> Elements(string path);
}

/// <summary>A payload is not what GitHub's documentation says.</summary>
/// <param name="message">What is wrong, without anything of the payload.</param>
internal sealed class UnexpectedPayloadException(string message) : Exception(message);
