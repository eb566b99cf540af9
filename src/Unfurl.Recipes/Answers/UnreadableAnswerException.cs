namespace Unfurl.Recipes.Answers;

/// <summary>An answer that cannot be read: the tool counts as unavailable.</summary>
/// <param name="reason">For the log; nothing of the answer.</param>
internal sealed class UnreadableAnswerException(string reason) : Exception(reason);
