namespace Unfurl.Server.Providers;

/// <summary>Why a plugin or an adapter is not there.</summary>
/// <param name="Text">What is wrong and what to do, as the end of a sentence that starts with its name.</param>
/// <param name="Exception">What it came from, for the log.</param>
internal sealed record AdapterProblem(string Text, Exception? Exception = null);
