using System.Buffers.Binary;
using System.Security.Cryptography;
using Unfurl.Notion.Databases;
using Unfurl.Server.Logging;
using Unfurl.Server.Previews;

namespace Unfurl.Server.Notion.Enrich.Rows;

/// <summary>What a link shows in a row: as the enrichment's account, and only if a place covers it.</summary>
internal sealed class RowCards(PreviewService previews)
{
    private const string NotCovered = "Not covered by this enrichment";
    private const string Refused = "Not found, or not visible to the account of this enrichment";

    /// <param name="link">Null if the row has none of a configured provider.</param>
    public async Task<RowCardResult> FindAsync(
        Enrichment enrichment,
        MatchedLink? link,
        CancellationToken cancellationToken
    )
    {
        if (link is null)
            return new(new RowCard.NoLink(), null, null);
        var places = enrichment.Definition.Places;
        // The provider is not asked, so it makes no difference whether the thing exists.
        if (places.Count > 0 && !places.Any(place => place.Covers(link)))
            return new(new RowCard.NotCovered(NotCovered), RowProblems.NotCovered, null);
        var result = await previews.ResolveAsync(enrichment.AccountId, link, cancellationToken);
        var shown = new ShownLink(
            link,
            HashOf(result.Entry.Packed),
            result.Outcome == Outcome.Shown ? result.Entry.Resources : null
        );
        return result.Outcome switch
        {
            // Also an older copy would be right to show, but the next try has the new one.
            Outcome.Failed => RowCardResult.Later(result.Entry.Reason),
            _ when result.Source == CacheSource.Stale => RowCardResult.Later(LinkReasons.ProviderUnavailable),
            Outcome.Refused when result.Entry.Reason is LinkReasons.SignInNeeded or LinkReasons.AccountSuspended => new(
                null,
                RowProblems.SignIn,
                shown with
                {
                    Content = null,
                }
            ),
            // What is hidden and what is missing read alike.
            _ when places.Count == 0 && !(result.Outcome == Outcome.Shown && result.Entry.IsPublic) => new(
                new RowCard.NotCovered(NotCovered),
                RowProblems.NotCovered,
                shown
            ),
            Outcome.Refused => new(new RowCard.Refused(Refused), RowProblems.Refused, shown),
            _ => ResolutionFormat.Unpack(result.Entry.Packed) is Resolution.Found found
                ? new(new RowCard.Shown(found.Preview), null, shown)
                : RowCardResult.Later(LinkReasons.ProviderUnavailable),
        };
    }

    public static long HashOf(byte[] packed) => BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(packed));
}

/// <param name="Card">Null if nothing may be written.</param>
/// <param name="Problem">One of <see cref="RowProblems"/>.</param>
/// <param name="Shown">Null if the link is not followed.</param>
internal sealed record RowCardResult(RowCard? Card, string? Problem, ShownLink? Shown)
{
    /// <summary>Why the provider could not say, as a code; null if it could.</summary>
    public string? Delay { get; private init; }

    public static RowCardResult Later(string reason) => new(null, null, null) { Delay = reason };
}
