using System.Net.Http.Headers;
using Unfurl.Simulator.Service;
using static Unfurl.Simulator.Checks.CheckFactory;

namespace Unfurl.Simulator.Checks;

/// <summary>Checks of the token endpoint's error responses. They need no valid code.</summary>
internal static class TokenErrorChecks
{
    private const string UnknownCode = "a-code-that-nobody-gave";

    public static IReadOnlyList<Check> All { get; } =
    [
        Must(
            "token.invalid-client",
            "Only Notion may ask for tokens",
            "A client_id or client_secret that is missing or wrong is answered with error invalid_client, status 401 (or 400).",
            Sources.OAuth("5.2"),
            async check =>
            {
                var id = check.Options.Simulator.ClientId;
                return Verdict.Of([
                    .. Expect.TokenError(
                        await RedeemAsync(check, ("client_secret", "wrong")),
                        "with a wrong secret",
                        "invalid_client"
                    ),
                    .. Expect.TokenError(
                        await RedeemAsync(check, ("client_id", $"{id}-not")),
                        "with an unknown client_id",
                        "invalid_client"
                    ),
                    .. Expect.TokenError(
                        await RedeemAsync(check, ("client_secret", null)),
                        "without a secret",
                        "invalid_client",
                        "invalid_request"
                    ),
                    .. Expect.TokenError(
                        await RedeemAsync(check, ("client_secret", null), ("client_id", null)),
                        "without a client",
                        "invalid_client",
                        "invalid_request"
                    ),
                ]);
            }
        ),
        Must(
            "token.unknown-code",
            "A made-up code is refused",
            "A code that was never given is answered with error invalid_grant, status 400.",
            Sources.OAuth("5.2"),
            async check =>
                Verdict.Of(Expect.TokenError(await RedeemAsync(check), "with a made-up code", "invalid_grant"))
        ),
        Must(
            "token.unsupported-grant-type",
            "An unknown grant_type is refused",
            "A grant_type that the endpoint does not know is answered with error unsupported_grant_type, status 400.",
            Sources.OAuth("5.2"),
            async check =>
                Verdict.Of(
                    Expect.TokenError(
                        await RedeemAsync(check, ("grant_type", "urn:example:none")),
                        "with an unknown grant_type",
                        "unsupported_grant_type"
                    )
                )
        ),
        Must(
            "token.missing-parameter",
            "A missing parameter is refused",
            "A request without grant_type or without code is answered with error invalid_request, status 400.",
            Sources.OAuth("5.2"),
            async check =>
                Verdict.Of([
                    .. Expect.TokenError(
                        await RedeemAsync(check, ("grant_type", null)),
                        "without grant_type",
                        "invalid_request"
                    ),
                    .. Expect.TokenError(await RedeemAsync(check, ("code", null)), "without code", "invalid_request"),
                ])
        ),
        Must(
            "token.doubled-parameter",
            "A doubled parameter is refused",
            "A request that holds a parameter twice is answered with error invalid_request, status 400.",
            Sources.OAuth("5.2"),
            async check =>
                Verdict.Of([
                    .. Expect.TokenError(
                        await RedeemAsync(check, ("code", UnknownCode), ("code", UnknownCode)),
                        "with two code",
                        "invalid_request"
                    ),
                    .. Expect.TokenError(
                        await RedeemAsync(check, ("grant_type", "authorization_code"), ("grant_type", "refresh_token")),
                        "with two grant_type",
                        "invalid_request"
                    ),
                ])
        ),
        Must(
            "token.post-only",
            "Tokens are not to be had by GET",
            "The token endpoint takes POST only: a GET, whose address would hold the secret, is answered with 4xx.",
            Sources.OAuth("3.2"),
            async check =>
                Verdict.Of(
                    Expect.ClientError(
                        await check.Calls.SendAsync(
                            HttpMethod.Get,
                            check.Options.Simulator.TokenUrl,
                            null,
                            null,
                            check.Cancellation
                        ),
                        "a GET"
                    )
                )
        ),
        Must(
            "token.media-type",
            "Only forms are taken",
            "A token request is a form: a JSON body, or one that says nothing, is answered with 4xx.",
            Sources.OAuth("4.1.3"),
            async check =>
                Verdict.Of([
                    .. Expect.ClientError(await PostAsync(check, ServiceCalls.Json("{}")), "a JSON body"),
                    .. Expect.ClientError(await PostAsync(check, Bytes("application/octet-stream")), "a body of bytes"),
                    .. Expect.ClientError(await PostAsync(check, Bytes(null)), "a body without a type"),
                ])
        ),
    ];

    private static Task<ServiceResponse> RedeemAsync(CheckRun check, params (string, string?)[] changes) =>
        check.Calls.RedeemAsync(UnknownCode, check.Cancellation, changes);

    private static Task<ServiceResponse> PostAsync(CheckRun check, HttpContent content) =>
        check.Calls.PostTokenAsync(content, check.Cancellation);

    private static ByteArrayContent Bytes(string? mediaType) =>
        new([0xFF, 0x00, 0x26, 0x3D])
        {
            Headers = { ContentType = mediaType is null ? null : new MediaTypeHeaderValue(mediaType) },
        };
}
