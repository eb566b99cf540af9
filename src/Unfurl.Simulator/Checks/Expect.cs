using Unfurl.Simulator.Checks.Browsing;
using Unfurl.Simulator.Reading;
using Unfurl.Simulator.Service;

namespace Unfurl.Simulator.Checks;

/// <summary>What is wrong with an answer, when another was expected.</summary>
internal static class Expect
{
    /// <summary>An error of the token endpoint (RFC 6749 §5.2).</summary>
    public static IEnumerable<string> TokenError(ServiceResponse answer, string label, params string[] errors)
    {
        if (answer.Failure is { } failure)
            return [$"{label}: {failure}"];
        // "invalid_client … MAY return an HTTP 401"; all others are 400.
        if (answer.Status != 400 && !(answer.Status == 401 && errors.Contains("invalid_client")))
            return
            [
                $"{label}: the status is {answer.Status}, not {(errors.Contains("invalid_client") ? "401 or 400" : "400")}",
            ];
        if (!string.Equals(answer.MediaType, "application/json", StringComparison.OrdinalIgnoreCase))
            return [$"{label}: the content type is {answer.MediaType ?? "missing"}, not application/json"];
        var problems = new List<string>();
        if (JsonReading.Object(answer.Body, problems) is not { } root)
            return problems.Select(problem => $"{label}: {problem}");
        var error = root.Text("error");
        return errors.Contains(error)
            ? []
            :
            [
                $"{label}: the error is {(error is null ? "missing" : JsonReading.Quote(error))}, not {string.Join(" or ", errors)}",
            ];
    }

    /// <summary>The caller's fault, said as such: 4xx.</summary>
    public static IEnumerable<string> ClientError(ServiceResponse answer, string label)
    {
        if (answer.Failure is { } failure)
            yield return $"{label}: {failure}";
        else if (answer.Status is not (>= 400 and < 500))
            yield return $"{label}: the status is {answer.Status}, not 4xx";
    }

    public static IEnumerable<string> Success(ServiceResponse answer, string label)
    {
        if (answer.Failure is { } failure)
            yield return $"{label}: {failure}";
        else if (answer.Status is not (>= 200 and < 300))
            yield return $"{label}: the status is {answer.Status}, not one of success";
    }

    /// <summary>401 with a Bearer challenge (RFC 6750 §3).</summary>
    public static IEnumerable<string> BearerChallenge(ServiceResponse answer, string label)
    {
        if (answer.Failure is { } failure)
            yield return $"{label}: {failure}";
        else if (!answer.IsUnauthorized)
            yield return $"{label}: the status is {answer.Status}, not 401";
        else if (!answer.HasBearerChallenge)
            yield return $"{label}: the 401 lacks WWW-Authenticate: Bearer";
    }

    /// <summary>A page that says what is wrong, and no redirect to anybody.</summary>
    public static IEnumerable<string> ErrorPage(IReadOnlyList<VisitedPage> pages, string label)
    {
        if (pages[^1].Location is { } target)
            yield return $"{label}: the browser is redirected to {target.GetLeftPart(UriPartial.Authority)}";
        else if (pages[^1].Status is not (>= 400 and < 500))
            yield return $"{label}: the status is {pages[^1].Status}, not 4xx";
    }

    /// <summary>A redirect that tells Notion what is wrong (RFC 6749 §4.1.2.1).</summary>
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
            return [$"{label}: the answer holds a code"];
        return query["error"] is [{ } found] && found == error
            ? []
            :
            [
                $"{label}: the error is {(query["error"] is [{ } other] ? JsonReading.Quote(other) : "missing")}, not {error}",
            ];
    }

    /// <summary>The state, byte for byte.</summary>
    public static IEnumerable<string> State(Uri address, string state, string label)
    {
        if (address.Parameters()["state"] is not [{ } returned])
            yield return $"{label}: the state is missing or stands more than once";
        else if (returned != state)
            yield return $"{label}: the state is not, byte for byte, the one that was sent";
    }
}
