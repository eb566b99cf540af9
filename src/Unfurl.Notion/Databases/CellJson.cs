using System.Text.Json;
using System.Text.Json.Serialization;

namespace Unfurl.Notion.Databases;

[JsonSerializable(typeof(List<JsonElement>))]
internal sealed partial class CellJson : JsonSerializerContext;
