using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Unfurl.Testing.GitHub;

/// <summary>A delivery as sent and signed by GitHub; tests invalidate it with <c>with</c>.</summary>
public sealed record GitHubDelivery(string Event, ReadOnlyMemory<byte> Body)
{
    public const string Secret = "secret-of-the-webhooks";

    private static int s_count;

    public GitHubDelivery(string name, string body)
        : this(name, Encoding.UTF8.GetBytes(body)) { }

    public string? Id { get; init; } = $"00000000-0000-4000-8000-{Interlocked.Increment(ref s_count):x12}";

    public string? ContentType { get; init; } = "application/json";

    // Null omits the header.
    public string? Signature { get; init; } = Sign(Secret, Body.Span);

    public static GitHubDelivery OfPullRequest(int number)
    {
        var payload = JsonNode.Parse(GitHubExamples.Of("pull_request", "labeled").Json)!;
        payload["number"] = number;
        payload["pull_request"]!["number"] = number;
        return new GitHubDelivery("pull_request", payload.ToJsonString());
    }

    public GitHubDelivery AsForm()
    {
        var body = Encoding.UTF8.GetBytes($"payload={Uri.EscapeDataString(Encoding.UTF8.GetString(Body.Span))}");
        return this with
        {
            Body = body,
            ContentType = "application/x-www-form-urlencoded",
            Signature = Sign(Secret, body),
        };
    }

    // https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
    public static string Sign(string secret, ReadOnlySpan<byte> body) =>
        $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body))}";

    public IReadOnlyDictionary<string, string> Headers =>
        new Dictionary<string, string?>
        {
            ["User-Agent"] = "GitHub-Hookshot/044aadd",
            ["Content-Type"] = ContentType,
            ["X-GitHub-Event"] = Event,
            ["X-GitHub-Delivery"] = Id,
            ["X-Hub-Signature-256"] = Signature,
        }
            .Where(header => header.Value is not null)
            .ToDictionary(header => header.Key, header => header.Value!, StringComparer.OrdinalIgnoreCase);

    public HttpRequestMessage ToRequest(string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ReadOnlyMemoryContent(Body) };
        request.Content.Headers.ContentType = ContentType is null ? null : MediaTypeHeaderValue.Parse(ContentType);
        foreach (var (name, value) in Headers.Where(header => header.Key != "Content-Type"))
            request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }
}
