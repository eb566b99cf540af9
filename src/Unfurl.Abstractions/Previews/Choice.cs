namespace Unfurl.Adapters;

/// <summary>One option out of a set, with a colour that distinguishes it.</summary>
/// <param name="Word">The label of the option, e.g. <c>Merged</c>.</param>
/// <param name="Color">The colour; null for none.</param>
public sealed record Choice(string Word, Color? Color = null);
