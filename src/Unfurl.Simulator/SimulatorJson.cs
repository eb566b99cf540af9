using System.Text.Json;
using System.Text.Json.Serialization;
using Unfurl.Notion.Lab;
using Unfurl.Notion.Reading;
using Unfurl.Simulator.Authorization;
using Unfurl.Simulator.Control;
using Unfurl.Simulator.Service;

namespace Unfurl.Simulator;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SimulatedUser))]
[JsonSerializable(typeof(UnfurlOutcome))]
[JsonSerializable(typeof(CallOutcome))]
[JsonSerializable(typeof(LinkRequest))]
[JsonSerializable(typeof(ControlProblem))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(NotionError))]
[JsonSerializable(typeof(NotionTokenResponse))]
[JsonSerializable(typeof(UriBody))]
[JsonSerializable(typeof(DeletedTokenBody))]
internal sealed partial class SimulatorJson : JsonSerializerContext;
