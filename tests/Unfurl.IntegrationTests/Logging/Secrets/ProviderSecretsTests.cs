using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Unfurl.IntegrationTests.Connections;
using Unfurl.Server.Notion.Unfurl;
using Unfurl.Server.Previews;
using Unfurl.Server.Providers;

namespace Unfurl.IntegrationTests.Logging.Secrets;

/// <summary>A provider that echoes the access token, and an adapter that throws it.</summary>
public sealed class ProviderSecretsTests : IAsyncLifetime
{
    private const string Token = "access-0-ada";
    private const string Title = "canary-title-of-a-hidden-thing";

    private ScriptedAcme _acme = null!;
    private ConnectedUser _ada = null!;

    public async ValueTask InitializeAsync()
    {
        _acme = await ScriptedAcme.StartAsync(VerboseLogging.Settings);
        _ada = await _acme.ConnectAsync();
    }

    public ValueTask DisposeAsync() => _acme.DisposeAsync();

    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task A_provider_error_message_is_not_repeated(int status)
    {
        _acme.Api = context => Echo(context, status);
        _acme.Token = context => Echo(context, status);

        var response = await _ada.UnfurlAsync("https://acme.example/items/1");
        _acme.Clock.Advance(TimeSpan.FromHours(3));
        var later = await _ada.UnfurlAsync("https://acme.example/items/2");

        ShouldNotLogSecrets(response.Operations + later.Operations);
    }

    [Fact]
    public async Task An_adapter_exception_is_logged_without_its_message()
    {
        var services = _acme.Service.Services;
        var instance = services.GetRequiredService<ProviderRegistry>().Instances.Single();
        var faulty = TestAdapter.Instance(
            instance.Name,
            instance.Host,
            TestAdapter.Like(instance.Adapter, Throw),
            instance.Http,
            _acme.Clock
        );
        Link.TryParse("https://acme.example/items/1", out var link).ShouldBeTrue();

        var result = await services
            .GetRequiredService<PreviewService>()
            .ResolveAsync(
                _ada.AccountId,
                MatchedLink.Find(new ProviderRegistry([faulty]), link)!,
                TestContext.Current.CancellationToken
            );

        ShouldNotLogSecrets(
            Encoding.UTF8.GetString(services.GetRequiredService<CardRenderer>().Render(result, faulty).Bytes)
        );
        var line = _acme.Service.Logs.Lines.Single(line => line.Level == LogLevel.Error);
        line.Text.ShouldContain(nameof(InvalidOperationException));
        line.Text.ShouldContain(nameof(FormatException));
        line.Text.ShouldContain(nameof(Throw));
    }

    private void ShouldNotLogSecrets(string response)
    {
        Canary[] canaries =
        [
            new("the access token", Token),
            new("the refresh token", "refresh-1"),
            new("the client secret", "unfurl-demo-secret"),
            new("a hidden title", Title),
        ];
        foreach (var canary in canaries)
        {
            canary.ShouldNotBeIn(_acme.Service.Logs.ToString(), "the log");
            canary.ShouldNotBeIn(response, "the response");
        }
    }

    private static async Task Echo(HttpContext context, int status)
    {
        using var reader = new StreamReader(context.Request.Body);
        var said = $"{context.Request.Headers.Authorization} {await reader.ReadToEndAsync()} {Title}".Replace('"', ' ');
        context.Response.Headers["X-Token"] = Token;
        await ScriptedAcme.JsonAsync(
            context,
            $$"""{"error":"{{said}}","error_description":"{{said}}","message":"{{said}}","id":7,"title":["{{said}}"]}""",
            status
        );
    }

    private static Task<Resolution> Throw(ProviderCall call) =>
        throw new InvalidOperationException(
            $"{Title} as {call.RevealCredential()}",
            new FormatException(call.RevealCredential())
        );
}
