using System.Text.Json.Serialization;

namespace Unfurl.GitHub;

/// <summary>GitHub's answer to a document: data and errors may come together.</summary>
internal sealed record GraphQLResponse<T>(T? Data = null, IReadOnlyList<GraphQLError?>? Errors = null)
    where T : class
{
    /// <summary>What went wrong; null when the answer says nothing of errors.</summary>
    [JsonIgnore]
    public IReadOnlyList<GraphQLError>? Problems { get; } = Errors is null ? null : [.. Errors.OfType<GraphQLError>()];
}

/// <summary>An error within an answer. GitHub puts <c>type</c> beside <c>message</c>, unlike GraphQL's own specification.</summary>
internal sealed record GraphQLError(
    string? Type = null,
    string? Message = null,
    GraphQLErrorExtensions? Extensions = null
);

/// <summary>
/// What validation found, in the words of graphql-ruby, which GitHub is built with
/// (<c>lib/graphql/static_validation/rules</c>): an unknown field has its name in <c>fieldName</c>, an unknown argument
/// the name of its field in <c>name</c>.
/// </summary>
internal sealed record GraphQLErrorExtensions(
    string? Code = null,
    string? FieldName = null,
    string? Name = null,
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
