using System.Text.RegularExpressions;

namespace Unfurl.WebPages.Walls;

/// <summary>What an address has when it leads to a sign-in.</summary>
internal static partial class SignInSigns
{
    // Parameters in which sites keep where to go on to after the sign-in.
    private static readonly HashSet<string> ReturnNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "back",
        "back_url",
        "continue",
        "dest",
        "destination",
        "goto",
        "next",
        "os_destination",
        "redirect",
        "redirect_to",
        "redirect_uri",
        "redirecturl",
        "RelayState",
        "return",
        "return_to",
        "returnto",
        "returnurl",
        "SAMLRequest",
        "service",
        "target",
        "wctx",
    };

    /// <summary>Whether a redirect leads to a sign-in: by its path, or because it knows where to come back to.</summary>
    /// <param name="asked">The page that was asked for.</param>
    public static bool IsLeadTo(Uri target, Uri asked)
    {
        if (IsSignInPath(target.AbsolutePath) && !IsSignInPath(asked.AbsolutePath))
            return true;
        foreach (var pair in target.Query.TrimStart('?').Split('&', ';'))
        {
            var parts = pair.Split('=', 2);
            if (parts.Length != 2 || !ReturnNames.Contains(Uri.UnescapeDataString(parts[0])))
                continue;
            if (parts[0].StartsWith("SAML", StringComparison.OrdinalIgnoreCase))
                return true;
            // Another page of its own may be named like a way back.
            if (Uri.UnescapeDataString(parts[1]).Contains(asked.AbsolutePath, StringComparison.OrdinalIgnoreCase))
                return asked.AbsolutePath.Length > 1 || target.Host != asked.Host;
        }
        return false;
    }

    /// <summary>Whether a path is that of a sign-in by its words.</summary>
    public static bool IsSignInPath(string path) => SignInWord.IsMatch(path);

    // Whole words of the path's segments: not "/authors" or "/blog/login-explained".
    [GeneratedRegex(
        @"(?:^|/)(?:wp-login\.php|(?:[a-z]+[-_.])?(?:log|sign)[-_]?(?:in|on)(?:\.[a-z]+)?|users?/sign_in|sso|saml2?|oauth2?|openid|cas|adfs|noauth|auth|authenticate|authorize|session/new|account/logon)(?:/|$)",
        RegexOptions.IgnoreCase
            | RegexOptions.CultureInvariant
            | RegexOptions.NonBacktracking
            | RegexOptions.ExplicitCapture
    )]
    private static partial Regex SignInWord { get; }
}
