using Unfurl.Simulator.Reading;
using Unfurl.Simulator.Service;

namespace Unfurl.Simulator.Checks;

/// <summary>A link that was asked for once; several checks look at the answer.</summary>
internal sealed record UnfurledLink(
    string Link,
    ServiceResponse Response,
    ParsedUnfurlResponse Parsed,
    TimeSpan Duration
);
