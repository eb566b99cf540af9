using System.Text.Json;
using System.Text.Json.Serialization;

namespace Unfurl.GitHub;

/// <summary>GitHub's response to a document. It may have both data and errors.</summary>
internal sealed record GraphQLResponse<T>(T? Data = null, IReadOnlyList<GraphQLError?>? Errors = null)
    where T : class
{
    // Null if the response has no member "errors".
    [JsonIgnore]
    public IReadOnlyList<GraphQLError>? Problems { get; } = Errors is null ? null : [.. Errors.OfType<GraphQLError>()];
}

// GitHub puts "type" and "code" beside "message", unlike the GraphQL specification.
internal sealed record GraphQLError(
    string? Type = null,
    string? Message = null,
    GraphQLErrorExtensions? Extensions = null,
    JsonElement? Path = null,
    string? Code = null
)
{
    // The words for programs, as opposed to the message for people.
    [JsonIgnore]
    public IEnumerable<string> Codes => new[] { Type, Code, Extensions?.Code }.OfType<string>();

    // Whether this field could not be resolved. A field that is never null makes its parent null too.
    public bool IsAbout(string field) =>
        Path is { ValueKind: JsonValueKind.Array } path
        && path.GetArrayLength() is > 0 and var length
        && path[length - 1] is { ValueKind: JsonValueKind.String } last
        && last.ValueEquals(field);
}

// The validation errors of graphql-ruby, which GitHub is built with (lib/graphql/static_validation/rules). An unknown
// field is in "fieldName"; for an unknown argument, "name" is its field.
/// </summary>
internal sealed record GraphQLErrorExtensions(
    string? Code = null,
    string? FieldName = null,
    string? Name = null,
    [property: JsonPropertyName("saml_failure")] bool? SamlFailure = null
);

internal static class GraphQLErrorTypes
{
    public const string NotFound = "NOT_FOUND";
    public const string Forbidden = "FORBIDDEN";
    public const string InsufficientScopes = "INSUFFICIENT_SCOPES";
    public const string UndefinedField = "undefinedField";
    public const string ArgumentNotAccepted = "argumentNotAccepted";
}
