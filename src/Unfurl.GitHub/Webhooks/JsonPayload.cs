using System.Globalization;
using System.Text.Json;

namespace Unfurl.GitHub.Webhooks;

internal sealed class JsonPayload(JsonElement root) : IPayload
{
    private const int MaxNameLength = 100;

    // GitHub refuses longer ones; Git itself has no limit but the file system's.
    private const int MaxRefLength = 1000;

    private const int MinShaLength = 40;
    private const int MaxShaLength = 64;

    public string Number(string path) =>
        Find(path) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) && number > 0
            ? number.ToString(CultureInfo.InvariantCulture)
            : throw Unexpected(path, "number");

    public string Sha(string path) =>
        Text(path) is { Length: >= MinShaLength and <= MaxShaLength } sha && sha.All(char.IsAsciiHexDigit)
            ? sha.ToLowerInvariant()
            : throw Unexpected(path, "commit's sha");

    public string Name(string path) =>
        Text(path) is { } name && IsName(name) ? name : throw Unexpected(path, "name of an account or repository");

    public string FullName(string path) =>
        Text(path) is { } name && name.Split('/') is [var owner, var repository] && IsName(owner) && IsName(repository)
            ? name
            : throw Unexpected(path, "name of a repository with its owner");

    public string NodeId(string path) =>
        Text(path) is { Length: > 0 and <= MaxNameLength } id
        && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '=')
            ? id
            : throw Unexpected(path, "id");

    public string RefName(string path) =>
        Text(path) is { Length: > 0 and <= MaxRefLength } name && !name.Any(char.IsControl)
            ? name
            : throw Unexpected(path, "name of a branch or tag");

    // GitHub's schema lets elements be null.
    public IReadOnlyList<IPayload> Elements(string path) =>
        Find(path) is { ValueKind: JsonValueKind.Array } value
            ?
            [
                .. value
                    .EnumerateArray()
                    .Where(element => element.ValueKind != JsonValueKind.Null)
                    .Select(element => new JsonPayload(element)),
            ]
            : throw Unexpected(path, "list");

    // True for a boolean true and for any other value that is not null, nor an empty text.
    public bool Has(string path) =>
        Find(path) is { ValueKind: not (JsonValueKind.Null or JsonValueKind.False or JsonValueKind.Undefined) } value
        && !(value.ValueKind == JsonValueKind.String && value.ValueEquals(""));

    // Null if the value is not a text.
    public string? Text(string path)
    {
        if (Find(path) is not { ValueKind: JsonValueKind.String } value)
            return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // The text has an escaped lone surrogate.
            return null;
        }
    }

    private JsonElement? Find(string path)
    {
        var found = root;
        foreach (var member in path.Split('.'))
        {
            if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(member, out found))
                return null;
        }
        return found;
    }

    private static bool IsName(string text) =>
        text.Length is > 0 and <= MaxNameLength
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '[' or ']');

    private static UnexpectedPayloadException Unexpected(string path, string kind) =>
        new($"{path} is missing or no {kind}");
}
