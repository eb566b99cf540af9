namespace Unfurl.Recipes.Requests;

/// <summary>What an answer means.</summary>
internal abstract record Outcome
{
    private Outcome() { }

    /// <summary>It has what was asked for.</summary>
    public sealed record Ok : Outcome;

    /// <summary>The key is not valid, or there is none.</summary>
    public sealed record SignIn : Outcome;

    /// <summary>Not there, or hidden: the card never says which.</summary>
    public sealed record Missing : Outcome;

    /// <summary>Not for this user, and the tool says so.</summary>
    public sealed record Forbidden(string Remedy) : Outcome;

    public sealed record Limited : Outcome;

    /// <summary>The tool failed. Unknown: it refused for a reason that the recipe does not know.</summary>
    public sealed record Failed(string Reason, bool IsUnknown = false) : Outcome;
}
