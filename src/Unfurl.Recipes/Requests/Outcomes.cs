using Unfurl.Recipes.Answers;

namespace Unfurl.Recipes.Requests;

/// <summary>Judges an answer before anything of it is read: the recipe's rules in their order, then what statuses mean.</summary>
internal static class Outcomes
{
    private static readonly string[] SignInWords = ["login", "signin", "sign_in", "sign-in", "sso", "auth"];

    public static Outcome Of(Answer answer, IEnumerable<OutcomeRule> rules)
    {
        var deadline = new Deadline();
        return rules.FirstOrDefault(rule => rule.Holds(answer, deadline))?.Is ?? OfStatus(answer);
    }

    private static Outcome OfStatus(Answer answer) =>
        answer.Status switch
        {
            >= 200 and < 300 => answer.IsEmpty ? new Outcome.Failed("an empty answer") : new Outcome.Ok(),
            401 => new Outcome.SignIn(),
            403 or 404 or 410 => new Outcome.Missing(),
            429 => new Outcome.Limited(),
            >= 300 and < 400 when LeadsToSignIn(answer.Redirect) => new Outcome.SignIn(),
            >= 300 and < 500 => new Outcome.Failed($"HTTP {answer.Status}", IsUnknown: true),
            _ => new Outcome.Failed($"HTTP {answer.Status}"),
        };

    private static bool LeadsToSignIn(string? location) =>
        location is not null
        && SignInWords.Any(word => location.Split('?', '#')[0].Contains(word, StringComparison.OrdinalIgnoreCase));
}
