using System.Text;

namespace Unfurl.Recipes.Answers;

/// <summary>The text of a body.</summary>
internal static class AnswerText
{
    // UTF-8 unless the tool says otherwise; a mark at the start decides.
    public static string Decode(byte[] body, string? charset)
    {
        using var reader = new StreamReader(
            new MemoryStream(body),
            EncodingOf(charset),
            detectEncodingFromByteOrderMarks: true
        );
        return reader.ReadToEnd();
    }

    private static Encoding EncodingOf(string? charset)
    {
        try
        {
            return charset is null ? Encoding.UTF8 : Encoding.GetEncoding(charset);
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8;
        }
    }
}
