using Unfurl.Notion.Reading;
using Unfurl.Simulator.Service;

namespace Unfurl.Simulator.Checks;

/// <summary>The response to a link, requested once for several checks.</summary>
internal sealed record UnfurledLink(
    string Link,
    ServiceResponse Response,
    ParsedUnfurlResponse Parsed,
    TimeSpan Duration
);
