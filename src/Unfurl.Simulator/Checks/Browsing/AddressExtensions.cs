using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Unfurl.Simulator.Checks.Browsing;

internal static class AddressExtensions
{
    // A missing parameter has no values.
    public static IQueryCollection Parameters(this Uri address) =>
        new QueryCollection(QueryHelpers.ParseQuery(address.Query));
}
