using System.Text.Json.Serialization;

namespace Unfurl.GitHub;

/// <summary>A GraphQL document, checked against GitHub's published schema by a test.</summary>
/// <param name="Text">The document.</param>
internal sealed record GraphQLDocument(string Text)
{
    /// <summary>What to send instead to a server whose version does not know a field or an argument of it yet.</summary>
    public string? ForOlderServers { get; init; }
}

/// <summary>GitHub's answer to a document: data and errors may come together.</summary>
internal sealed record GraphQLAnswer<T>(T? Data = null, IReadOnlyList<GraphQLError>? Errors = null)
    where T : class;

/// <summary>An error within an answer. GitHub puts <c>type</c> beside <c>message</c>, unlike GraphQL's own specification.</summary>
internal sealed record GraphQLError(
    string? Type = null,
    string? Message = null,
    GraphQLErrorExtensions? Extensions = null
);

internal sealed record GraphQLErrorExtensions(
    string? Code = null,
    [property: JsonPropertyName("saml_failure")] bool? SamlFailure = null
);

/// <summary>The words GitHub uses for errors.</summary>
internal static class GraphQLErrorTypes
{
    public const string NotFound = "NOT_FOUND";
    public const string Forbidden = "FORBIDDEN";
    public const string InsufficientScopes = "INSUFFICIENT_SCOPES";
    public const string RateLimited = "RATE_LIMITED";
    public const string UndefinedField = "undefinedField";
    public const string ArgumentNotAccepted = "argumentNotAccepted";
}
