using System.Text.Json.Serialization;

namespace Unfurl.Notion.Reading;

[JsonSerializable(typeof(string))]
internal sealed partial class ReadingJson : JsonSerializerContext;
