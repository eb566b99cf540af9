using Unfurl.Html;

namespace Unfurl.GitHub.Cards;

/// <summary>A message of Git: its subject, and the text below.</summary>
internal readonly record struct CommitMessage(string Subject, string Rest)
{
    public string? Body => HtmlText.FromText(EmojiShortcodes.Replace(Rest));

    // GitHub's own headline is cut after 72 characters, and its body begins with the rest.
    public static CommitMessage Of(string? message)
    {
        var text = (message ?? "").Trim();
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? new(text, "") : new(text[..end].TrimEnd(), text[end..].TrimStart('\r', '\n'));
    }
}
