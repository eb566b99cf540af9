using Unfurl.Notion.Reading;
using Unfurl.Simulator.Checks.Browsing;
using Unfurl.Simulator.Service;

namespace Unfurl.Simulator.Checks;

/// <summary>Returns the violations of an expected response.</summary>
internal static class Expect
{
    // RFC 6749 §5.2
    public static IEnumerable<string> TokenError(ServiceResponse response, string label, params string[] errors)
    {
        if (response.Failure is { } failure)
            return [$"{label}: {failure}"];
        // "invalid_client … MAY return an HTTP 401"; all others are 400.
        if (response.Status != 400 && !(response.Status == 401 && errors.Contains("invalid_client")))
            return
            [
                $"{label}: the status is {response.Status}, not {(errors.Contains("invalid_client") ? "401 or 400" : "400")}",
            ];
        if (!string.Equals(response.MediaType, "application/json", StringComparison.OrdinalIgnoreCase))
            return [$"{label}: the content type is {response.MediaType ?? "missing"}, not application/json"];
        var problems = new List<string>();
        if (JsonReading.ParseObject(response.Body, problems) is not { } root)
            return problems.Select(problem => $"{label}: {problem}");
        var error = root.Text("error");
        return errors.Contains(error)
            ? []
            :
            [
                $"{label}: the error is {(error is null ? "missing" : JsonReading.Quote(error))}, not {string.Join(" or ", errors)}",
            ];
    }

    // A status of 4xx.
    public static IEnumerable<string> ClientError(ServiceResponse response, string label)
    {
        if (response.Failure is { } failure)
            yield return $"{label}: {failure}";
        else if (response.Status is not (>= 400 and < 500))
            yield return $"{label}: the status is {response.Status}, not 4xx";
    }

    public static IEnumerable<string> Success(ServiceResponse response, string label)
    {
        if (response.Failure is { } failure)
            yield return $"{label}: {failure}";
        else if (response.Status is not (>= 200 and < 300))
            yield return $"{label}: the status is {response.Status}, not one of success";
    }

    // RFC 6750 §3
    public static IEnumerable<string> BearerChallenge(ServiceResponse response, string label)
    {
        if (response.Failure is { } failure)
            yield return $"{label}: {failure}";
        else if (!response.IsUnauthorized)
            yield return $"{label}: the status is {response.Status}, not 401";
        else if (!response.HasBearerChallenge)
            yield return $"{label}: the 401 lacks WWW-Authenticate: Bearer";
    }

    // An error page without a redirect.
    public static IEnumerable<string> ErrorPage(IReadOnlyList<VisitedPage> pages, string label)
    {
        if (pages[^1].Location is { } target)
            yield return $"{label}: the browser is redirected to {target.GetLeftPart(UriPartial.Authority)}";
        else if (pages[^1].Status is not (>= 400 and < 500))
            yield return $"{label}: the status is {pages[^1].Status}, not 4xx";
    }

    // A redirect with the error code for Notion (RFC 6749 §4.1.2.1).
    public static IEnumerable<string> ErrorRedirect(
        IReadOnlyList<VisitedPage> pages,
        Uri redirectUri,
        string label,
        string error
    )
    {
        if (pages[^1].Location is not { } target || !AnonymousNavigation.IsRedirectUri(target, redirectUri))
            return [$"{label}: the browser is not redirected to the redirect URI"];
        var query = target.Parameters();
        if (query.ContainsKey("code"))
            return [$"{label}: the response has a code"];
        return query["error"] is [{ } found] && found == error
            ? []
            :
            [
                $"{label}: the error is {(query["error"] is [{ } other] ? JsonReading.Quote(other) : "missing")}, not {error}",
            ];
    }

    // The state must return unchanged.
    public static IEnumerable<string> State(Uri address, string state, string label)
    {
        if (address.Parameters()["state"] is not [{ } returned])
            yield return $"{label}: the state is missing or stands more than once";
        else if (returned != state)
            yield return $"{label}: the state is not, byte for byte, the one that was sent";
    }
}
