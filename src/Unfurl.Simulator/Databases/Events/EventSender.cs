using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Unfurl.Simulator.Databases.Events;

/// <summary>Sends the requests of all subscriptions, until it is disposed.</summary>
internal sealed class EventSender : IDisposable
{
    // Notion documents no limit.
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(10);

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly HttpClient _http;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _end = new();
    private readonly CancellationToken _ended;

    public EventSender(HttpClient http, TimeProvider time)
    {
        _http = http;
        _time = time;
        _ended = _end.Token;
    }

    public bool HasEnded => _ended.IsCancellationRequested;

    // The status of the answer; null without one.
    public async Task<int?> SendAsync(Uri url, byte[] body, Secret key)
    {
        using var limit = new CancellationTokenSource(AnswerLimit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _ended);
        using var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = Json } },
        };
        request.Headers.Add("X-Notion-Signature", Signature(body, key));
        try
        {
            // Nothing is read of the answer but its status.
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return (int)response.StatusCode;
        }
        catch (Exception exception)
            when (exception is HttpRequestException or IOException or OperationCanceledException || HasEnded)
        {
            return null;
        }
    }

    public void Dispose()
    {
        if (HasEnded)
            return;
        _end.Cancel();
        _end.Dispose();
    }

    private static string Signature(byte[] body, Secret key) =>
        $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key.Reveal()), body))}";
}
