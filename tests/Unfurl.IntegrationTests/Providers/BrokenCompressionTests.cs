using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Unfurl.IntegrationTests.Connections;

namespace Unfurl.IntegrationTests.Providers;

/// <summary>
/// A gateway may declare a compression that the body does not have, or cut a compressed body off. That is an outage of the
/// provider like any other broken response, and no fault of an adapter.
/// </summary>
public sealed class BrokenCompressionTests : IAsyncLifetime
{
    private const string Link = "https://acme.example/items/1";
    private const string Item = """{"id": "i", "number": 1, "title": "An item", "visibility": "private"}""";
    private const string Tokens = """{"access_token": "access-1", "refresh_token": "refresh-2", "expires_in": 3600}""";

    private ScriptedAcme _acme = null!;
    private ConnectedUser _ada = null!;

    public async ValueTask InitializeAsync()
    {
        _acme = await ScriptedAcme.StartAsync();
        _ada = await _acme.ConnectAsync();
    }

    public ValueTask DisposeAsync() => _acme.DisposeAsync();

    public static TheoryData<string, string> Broken
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var encoding in (string[])["gzip", "deflate", "br"])
            {
                foreach (var fault in (string[])["plain", "html", "damaged", "cut", "empty"])
                    data.Add(encoding, fault);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task A_response_that_cannot_be_decompressed_is_an_outage_of_the_provider(string encoding, string fault)
    {
        _acme.Api = context => SendAsync(context, encoding, Body(encoding, fault, Item));

        var response = await _ada.UnfurlAsync(Link);

        response.Status.ShouldBe(502);
        _acme.Service.Logs.Failures.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task A_token_response_that_cannot_be_decompressed_keeps_the_credential(string encoding, string fault)
    {
        _acme.Token = context => SendAsync(context, encoding, Body(encoding, fault, Tokens));
        _acme.Clock.Advance(TimeSpan.FromHours(1));

        var response = await _ada.UnfurlAsync(Link);

        response.Status.ShouldBe(502);
        (await _ada.CredentialAsync("acme")).IsActive.ShouldBeTrue();
        _acme.Service.Logs.Failures.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_compressed_response_is_read(string encoding)
    {
        _acme.Api = context => SendAsync(context, encoding, Packed(encoding, Item));

        (await _ada.UnfurlAsync(Link)).Title.ShouldBe("An item");
    }

    private static async Task SendAsync(HttpContext context, string encoding, byte[] body)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.ContentEncoding = encoding;
        await context.Response.Body.WriteAsync(body);
    }

    private static byte[] Body(string encoding, string fault, string text)
    {
        var packed = Packed(encoding, text);
        switch (fault)
        {
            case "plain":
                return Encoding.UTF8.GetBytes(text);
            case "html":
                return Encoding.UTF8.GetBytes("<html><title>Sign in</title></html>");
            case "cut":
                return packed[..(packed.Length / 2)];
            case "empty":
                return [];
            default:
                packed.AsSpan(packed.Length / 3, packed.Length / 3).Fill(0xFF);
                return packed;
        }
    }

    private static byte[] Packed(string encoding, string text)
    {
        using var packed = new MemoryStream();
        using (
            Stream stream = encoding switch
            {
                "gzip" => new GZipStream(packed, CompressionLevel.Fastest),
                "deflate" => new ZLibStream(packed, CompressionLevel.Fastest),
                _ => new BrotliStream(packed, CompressionLevel.Fastest),
            }
        )
            stream.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }
}
