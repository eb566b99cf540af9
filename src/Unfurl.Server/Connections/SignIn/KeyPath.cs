using Microsoft.AspNetCore.WebUtilities;

namespace Unfurl.Server.Connections.SignIn;

/// <summary>The page that takes a personal key.</summary>
internal static class KeyPath
{
    /// <param name="returnUrl">The local path to go on to.</param>
    /// <param name="add">Whether the key is added to the signed-in account.</param>
    public static string For(string instance, string returnUrl, bool add)
    {
        var path = QueryHelpers.AddQueryString($"/signin/{instance}/key", "return_url", returnUrl);
        return add ? $"{path}&add=true" : path;
    }
}
