using System.Text;

namespace Unfurl.Html;

/// <summary>Words on their way into lines: white space is what HTML makes of it.</summary>
internal sealed class InlineText
{
    private readonly StringBuilder _text = new();
    private bool _space;

    public bool IsEmpty => _text.Length == 0;

    public void Append(string text)
    {
        foreach (var character in text)
        {
            if (character is ' ' or '\t' or '\n' or '\r' or '\f')
            {
                _space = true;
                continue;
            }
            if (_space && _text.Length > 0 && _text[^1] != '\n')
                _text.Append(' ');
            _space = false;
            _text.Append(character);
        }
    }

    public void Break()
    {
        _space = false;
        _text.Append('\n');
    }

    // Returns the lines and starts anew.
    public IReadOnlyList<string> Take()
    {
        var lines = _text
            .ToString()
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        _text.Clear();
        _space = false;
        return lines;
    }
}
