using System.Globalization;
using System.Text;

namespace Unfurl.Benchmarks.Http;

/// <summary>
/// The requests of a load: the Unfurl Callback URL, the access token and the links, and the process that responds.
/// </summary>
internal sealed record Target(Uri Url, string Token, Links Links, int ProcessId)
{
    // True if every response must be a rejection.
    public bool ExpectsRejection { get; init; }

    public byte[] Request(int number)
    {
        var body = Links.BodyOf(number.ToString(CultureInfo.InvariantCulture));
        return Encoding.ASCII.GetBytes(
            $"POST {Url.AbsolutePath} HTTP/1.1\r\nHost: {Url.Authority}\r\nAuthorization: Bearer {Token}\r\n"
                + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"
        );
    }
}

/// <summary>
/// Pull requests, or pages, by number. All numbers have seven digits, so that all requests have the same length.
/// </summary>
internal sealed record Links(int First, int Count)
{
    private const string PullRequests = "https://github.com/octocat/Hello-World/pull/";

    public const int Lowest = 1_000_000;

    public static readonly Links One = new(Lowest, 1);

    // The offset of the first request; the numbers wrap around.
    public int StartAt { get; init; }

    // Random instead of ascending order.
    public bool AreMixed { get; init; }

    // What stands before the number.
    public string Prefix { get; init; } = PullRequests;

    public IEnumerable<int> Numbers => Enumerable.Range(First, Count);

    public static string Url(string number) => $"{PullRequests}{number}";

    public string BodyOf(string number) => $$"""{"uri":"{{Prefix}}{{number}}"}""";

    public static string Body(string number) => $$"""{"uri":"{{Url(number)}}"}""";
}
