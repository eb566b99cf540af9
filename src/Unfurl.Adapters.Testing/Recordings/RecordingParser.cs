using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Unfurl.Adapters.Testing.Recordings;

/// <summary>Reads recordings, see <see cref="RecordedHttp"/>.</summary>
internal sealed partial class RecordingParser
{
    private const int Milliseconds = 1000;
    private const string Separator = "###";
    private const string Optional = "# @optional";

    // curl has undone what they say. The client sets the length itself.
    private static readonly string[] Undone = ["content-encoding", "content-length", "transfer-encoding"];

    private readonly string _name;
    private readonly string _text;
    private int _at;

    // A character for each byte, so that a body stays as it was recorded.
    private RecordingParser(string name, byte[] recordings)
    {
        _name = name;
        _text = Encoding.Latin1.GetString(
            recordings.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? recordings[3..] : recordings
        );
    }

    /// <exception cref="AdapterTestException">They cannot be read.</exception>
    public static IReadOnlyList<RecordedExchange> Parse(string name, byte[] recordings) =>
        [.. new RecordingParser(name, recordings).ReadAll()];

    private IEnumerable<RecordedExchange> ReadAll()
    {
        while (true)
        {
            var isOptional = false;
            while (_at < _text.Length && (PeekLine() is { Length: 0 } || PeekLine().StartsWith('#')))
                isOptional |= ReadLine().TrimEnd() == Optional;
            if (_at == _text.Length)
                yield break;
            yield return ReadExchange(isOptional);
        }
    }

    private RecordedExchange ReadExchange(bool isOptional)
    {
        var request = RequestLine().Match(ReadLine());
        if (!request.Success)
            throw Unreadable("must be a request line such as GET /api/pages/12");
        while (_at < _text.Length && PeekLine().Length == 0)
            ReadLine();
        var (status, headers) = ReadHead();
        // What came before the answer: "100 Continue", and the word of a proxy.
        while (_at < _text.Length && StatusLine().IsMatch(PeekLine()))
        {
            if ((int)status is >= 300 and < 400)
                throw Unreadable(
                    "follows a redirect, as the service never does: record each request by itself, without -L"
                );
            (status, headers) = ReadHead();
        }
        return new RecordedExchange
        {
            Method = request.Groups["method"].Value,
            Target = request.Groups["target"].Value,
            Status = status,
            Headers = headers,
            Body = Encoding.Latin1.GetBytes(ReadBody()),
            IsOptional = isOptional,
        };
    }

    private (HttpStatusCode Status, List<KeyValuePair<string, string>> Headers) ReadHead()
    {
        var line = ReadLine();
        if (StatusLine().Match(line) is not { Success: true } match)
            throw Unreadable("must be a status line such as HTTP/2 200, the first that curl -i prints");
        var headers = new List<KeyValuePair<string, string>>();
        while (_at < _text.Length && ReadLine() is { Length: > 0 } header)
        {
            if (header.Split(':', 2) is not [{ Length: > 0 } name, var value])
                throw Unreadable("must be a header, or empty before the body");
            if (!Undone.Contains(name, StringComparer.OrdinalIgnoreCase))
                headers.Add(new(name, value.Trim()));
        }
        return ((HttpStatusCode)int.Parse(match.Groups["status"].Value, CultureInfo.InvariantCulture), headers);
    }

    private string ReadBody()
    {
        var start = _at;
        while (_at < _text.Length && !IsSeparator())
            ReadLine();
        var body = _text[start.._at];
        if (_at == _text.Length || body.Length == 0)
            return body;
        // The line end before the separator.
        body = body[..^1];
        return body.EndsWith('\r') ? body[..^1] : body;
    }

    // Markdown has lines like it, but no request line below.
    private bool IsSeparator()
    {
        if (!PeekLine().StartsWith(Separator, StringComparison.Ordinal))
            return false;
        var next = _text[_at..]
            .Split('\n')
            .Skip(1)
            .Select(line => line.TrimEnd())
            .FirstOrDefault(line => line.Length > 0 && !IsComment(line));
        return next is not null && RequestLine().IsMatch(next);
    }

    private static bool IsComment(string line) =>
        line.StartsWith('#') && !line.StartsWith(Separator, StringComparison.Ordinal);

    private string PeekLine()
    {
        var end = _text.IndexOf('\n', _at);
        return (end < 0 ? _text[_at..] : _text[_at..end]).TrimEnd('\r');
    }

    private string ReadLine()
    {
        if (_at == _text.Length)
            return "";
        var line = PeekLine();
        var end = _text.IndexOf('\n', _at);
        _at = end < 0 ? _text.Length : end + 1;
        return line;
    }

    private AdapterTestException Unreadable(string problem) =>
        new($"{_name}: line {_text[.._at].TrimEnd('\n').Count(c => c == '\n') + 1} {problem}.");

    [GeneratedRegex(
        @"^(?<method>[A-Z]+) (?<target>(?:/|https?://)\S*)(?: HTTP/[\d.]+)?\s*$",
        RegexOptions.ExplicitCapture,
        Milliseconds
    )]
    private static partial Regex RequestLine();

    [GeneratedRegex(@"^HTTP/[\d.]+ (?<status>\d{3})(?: .*)?$", RegexOptions.ExplicitCapture, Milliseconds)]
    private static partial Regex StatusLine();
}
