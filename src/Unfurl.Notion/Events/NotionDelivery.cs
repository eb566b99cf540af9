using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Unfurl.Notion.Databases;

namespace Unfurl.Notion.Events;

/// <summary>
/// What a connection's webhook sends (https://developers.notion.com/reference/webhooks): a handshake when it is set up, then
/// events. A closed set.
/// </summary>
public abstract record NotionDelivery
{
    /// <summary>The most bytes that a delivery is read with. Notion names no limit; its events have less than 10 KB.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>The header with the signature of an event.</summary>
    public const string SignatureHeader = "X-Notion-Signature";

    private const string Scheme = "sha256=";
    private const int MaxToken = 500;

    private NotionDelivery() { }

    /// <summary>The beginning: the token which signs the events from now on, if the operator gives it back to Notion.</summary>
    public sealed record Handshake(Secret Token) : NotionDelivery;

    /// <summary>Something may have changed.</summary>
    public sealed record Changed(NotionEvent Event) : NotionDelivery;

    /// <summary>It is neither.</summary>
    public sealed record Malformed : NotionDelivery;

    /// <summary>Whether the signature of a raw body is that of a verification token, compared in constant time.</summary>
    /// <param name="signature">The header; null if there is none.</param>
    public static bool IsSigned(ReadOnlySpan<byte> body, string? signature, Secret token)
    {
        var expected =
            Scheme + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token.Reveal()), body));
        return CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(expected),
            Encoding.UTF8.GetBytes(signature ?? "")
        );
    }

    /// <summary>Reads a body that may hold anything.</summary>
    public static NotionDelivery Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var json = document.RootElement;
            if (json.Word("verification_token") is { } token && json.Word("type") is null)
                return token.Length is > 0 and <= MaxToken ? new Handshake(new(token)) : new Malformed();
            return NotionEvent.Read(json) is { } read ? new Changed(read) : new Malformed();
        }
        // The latter for half a pair of surrogates in the name of a member.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return new Malformed();
        }
    }
}
