using System.Globalization;
using System.Text;

namespace Unfurl.Benchmarks.Http;

/// <summary>Where to send what.</summary>
/// <param name="Url">The Unfurl Callback URL.</param>
/// <param name="Token">The access token.</param>
/// <param name="Links">Which links to ask for.</param>
/// <param name="ProcessId">Who answers.</param>
internal sealed record Target(Uri Url, string Token, Links Links, int ProcessId)
{
    /// <summary>Whether every answer has to be a refusal.</summary>
    public bool ExpectsRejection { get; init; }

    /// <summary>The whole request for a link.</summary>
    public byte[] Request(int number)
    {
        var body = Links.Body(number.ToString(CultureInfo.InvariantCulture));
        return Encoding.ASCII.GetBytes(
            $"POST {Url.AbsolutePath} HTTP/1.1\r\nHost: {Url.Authority}\r\nAuthorization: Bearer {Token}\r\n"
                + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"
        );
    }
}

/// <summary>Pull requests by number. All numbers have seven digits, so that all requests are of one length.</summary>
/// <param name="First">The first number.</param>
/// <param name="Count">How many there are.</param>
internal sealed record Links(int First, int Count)
{
    public const int Lowest = 1_000_000;

    public static readonly Links One = new(Lowest, 1);

    /// <summary>Where to begin, counted from the first; after the last comes the first again.</summary>
    public int StartAt { get; init; }

    /// <summary>In no order, in place of one after the other.</summary>
    public bool AreMixed { get; init; }

    public IEnumerable<int> Numbers => Enumerable.Range(First, Count);

    public static string Url(string number) => $"https://github.com/octocat/Hello-World/pull/{number}";

    public static string Body(string number) => $$"""{"uri":"{{Url(number)}}"}""";
}
