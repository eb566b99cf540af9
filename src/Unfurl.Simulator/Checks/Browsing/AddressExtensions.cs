using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Unfurl.Simulator.Checks.Browsing;

internal static class AddressExtensions
{
    /// <summary>The query's parameters; one that is absent has no values.</summary>
    public static IQueryCollection Parameters(this Uri address) =>
        new QueryCollection(QueryHelpers.ParseQuery(address.Query));
}
