using System.Net;
using System.Text;
using Unfurl.Adapters;
using Unfurl.Recipes.Requests;

namespace Unfurl.Cli.Commands.Recipe;

/// <summary>Sends requests to the tool, and writes down what it answers.</summary>
/// <param name="tool">The tool's address, in whose place <paramref name="standIn"/> is written.</param>
/// <param name="key">What is written as KEY; null for nothing.</param>
internal sealed class Recorder(Uri tool, Secret? key, string standIn)
    : DelegatingHandler(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
        }
    )
{
    // Of the connection, of one run only, or a secret.
    private static readonly string[] LeftOut =
    [
        "Connection",
        "Content-Length",
        "Date",
        "Expires",
        "Host",
        "Keep-Alive",
        "Server",
        "Set-Cookie",
        "Transfer-Encoding",
        "X-Powered-By",
        "X-Request-Id",
        "X-Runtime",
    ];

    private readonly Lock _lock = new();
    private readonly List<Exchange> _exchanges = [];
    private readonly string _base = tool.AbsoluteUri.TrimEnd('/');

    /// <summary>What was asked and answered, in the order of asking.</summary>
    /// <exception cref="IOException">Something was not answered. A card is made without what is optional, a recording is not.</exception>
    public byte[] Recording()
    {
        lock (_lock)
        {
            if (_exchanges.Find(it => it.Answer is null) is { } open)
                throw new IOException($"{RequestLineOf(open)} was not answered.");
            return Encoding.Latin1.GetBytes(string.Join("\n###\n", _exchanges.Select(TextOf)));
        }
    }

    /// <summary>A line for each request: what was asked, and the answer's status.</summary>
    public IReadOnlyList<string> Summary()
    {
        lock (_lock)
            return
            [
                .. _exchanges.Select(it =>
                    $"{it.Request.Method} {it.Request.RequestUri!.AbsoluteUri}: {it.Status ?? "no answer"}"
                ),
            ];
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var exchange = new Exchange(request);
        lock (_lock)
            _exchanges.Add(exchange);
        var response = await base.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var content = new ByteArrayContent(body);
        foreach (var (name, values) in response.Content.Headers.NonValidated)
            content.Headers.TryAddWithoutValidation(name, values);
        response.Content = content;
        exchange.Status =
            $"{(int)response.StatusCode}"
            + (response.Headers.TryGetValues("Retry-After", out var wait) ? $", Retry-After: {wait.First()}" : "");
        // A character for each byte, so that a body stays as it is.
        exchange.Answer = Clean(HeadOf(response) + Encoding.Latin1.GetString(body));
        return response;
    }

    private string TextOf(Exchange exchange)
    {
        var optional =
            exchange.Request.Options.TryGetValue(ToolClient.Recipe, out var request) && request.IsOptional
                ? "# @optional\n"
                : "";
        return $"{optional}{RequestLineOf(exchange)}\n\n{exchange.Answer}";
    }

    private string RequestLineOf(Exchange exchange) =>
        $"{exchange.Request.Method} {exchange.Request.RequestUri!.AbsoluteUri[_base.Length..]}";

    private static string HeadOf(HttpResponseMessage response)
    {
        var head = new StringBuilder($"HTTP/1.1 {(int)response.StatusCode} {response.ReasonPhrase}\n");
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
        {
            if (!LeftOut.Contains(name, StringComparer.OrdinalIgnoreCase))
                head.Append($"{name}: {values}\n");
        }
        return head.Append('\n').ToString();
    }

    private string Clean(string text)
    {
        var clean = text.Replace(_base, standIn, StringComparison.Ordinal)
            .Replace(Uri.EscapeDataString(_base), Uri.EscapeDataString(standIn), StringComparison.Ordinal)
            .Replace(InPhp(_base), InPhp(standIn), StringComparison.Ordinal)
            .Replace(tool.Authority, new Uri(standIn).Authority, StringComparison.Ordinal);
        return key is null ? clean : clean.Replace(key.Reveal(), "KEY", StringComparison.Ordinal);
    }

    // As PHP writes an address in JSON.
    private static string InPhp(string address) => address.Replace("/", "\\/", StringComparison.Ordinal);

    private sealed class Exchange(HttpRequestMessage request)
    {
        public HttpRequestMessage Request { get; } = request;

        /// <summary>Null if there was none.</summary>
        public string? Answer { get; set; }

        public string? Status { get; set; }
    }
}
