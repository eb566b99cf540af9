using System.Text.Json.Serialization;

namespace Unfurl.Server.Notion.Unfurl;

// Request and response are read and written by hand for speed. These types only describe them in openapi.yaml.

/// <summary>A request to preview a link.</summary>
/// <param name="Uri">The link, up to 2,000 characters.</param>
internal sealed record UnfurlRequest(string Uri);

/// <summary>The preview of a link, or an error.</summary>
/// <param name="Uri">The link exactly as sent.</param>
/// <param name="Operations">One operation, which sets either the attributes or the error.</param>
internal sealed record UnfurlResponse(string Uri, IReadOnlyList<UnfurlOperation> Operations);

/// <summary>One operation on the preview.</summary>
[JsonPolymorphic]
[JsonDerivedType(typeof(SetAttributes))]
[JsonDerivedType(typeof(SetError))]
internal abstract record UnfurlOperation;

/// <summary>Sets the attributes of the preview.</summary>
/// <param name="Path"><c>["attributes"]</c>.</param>
/// <param name="Set">The attributes.</param>
internal sealed record SetAttributes(IReadOnlyList<string> Path, IReadOnlyList<AttributeDescription> Set)
    : UnfurlOperation;

/// <summary>Sets the error shown in place of a preview.</summary>
/// <param name="Path"><c>["error"]</c>.</param>
/// <param name="Set">The error.</param>
internal sealed record SetError(IReadOnlyList<string> Path, ErrorDescription Set) : UnfurlOperation;

/// <summary>The reason why there is no preview.</summary>
/// <param name="Status">401, 403, 404, 429, 502 or 504.</param>
/// <param name="Message">What happened and what the user can do.</param>
internal sealed record ErrorDescription(int Status, string Message);

/// <summary>An unfurl attribute, https://developers.notion.com/reference/unfurl-attribute-object.</summary>
/// <param name="Id">Unique in the response.</param>
/// <param name="Name">The name shown to the user.</param>
/// <param name="Type"><c>inline</c> or <c>embed</c>.</param>
/// <param name="Inline">With <c>inline</c>: one property, named after the sub-type: <c>title</c>, <c>plain_text</c>, <c>enum</c>, <c>color</c>, <c>date</c> or <c>datetime</c>.</param>
/// <param name="Embed">With <c>embed</c>: <c>src_url</c>, and a property named after the sub-type: <c>image</c>, <c>video</c>, <c>audio</c>, <c>html</c> or <c>pdf</c>.</param>
internal sealed record AttributeDescription(
    string Id,
    string Name,
    string Type,
    IReadOnlyDictionary<string, object>? Inline = null,
    IReadOnlyDictionary<string, object>? Embed = null
);
