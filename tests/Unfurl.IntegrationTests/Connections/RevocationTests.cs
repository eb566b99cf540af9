using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Unfurl.Server.Connections.Credentials;
using Unfurl.Server.Providers;

namespace Unfurl.IntegrationTests.Connections;

public sealed class RevocationTests : IAsyncLifetime
{
    private ScriptedAcme _acme = null!;
    private ConnectedUser _ada = null!;

    public async ValueTask InitializeAsync()
    {
        _acme = await ScriptedAcme.StartAsync();
        _ada = await _acme.ConnectAsync();
    }

    public ValueTask DisposeAsync() => _acme.DisposeAsync();

    [Fact]
    public async Task An_unresponsive_provider_times_out_after_five_seconds()
    {
        var gone = new TaskCompletionSource();
        _acme.Api = _ => gone.Task;
        var waiting = _acme.Clock.WaitingTimers;
        var disconnect = _ada.ForgetAsync("acme");
        await Eventually.TrueAsync(() => _acme.CallsTo("/oauth/revoke") == 1 && _acme.Clock.WaitingTimers > waiting);

        (await _ada.CredentialAsync("acme")).IsActive.ShouldBeFalse("it is forgotten before the provider is asked");
        _acme.Clock.Advance(TimeSpan.FromSeconds(5));
        await disconnect;
        gone.SetResult();

        ShouldHaveLogged(LogLevel.Warning, "revocation_too_slow");
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(302)]
    public async Task A_rejected_revocation_is_attempted_once_and_logged(int status)
    {
        _acme.Api = context => ScriptedAcme.JsonAsync(context, "{}", status);

        await _ada.ForgetAsync("acme");

        _acme.CallsTo("/oauth/revoke").ShouldBe(1);
        ShouldHaveLogged(LogLevel.Warning, "revocation_failed");
        _acme.Service.Logs.ToString().ShouldNotContain("access-0-ada");
    }

    [Fact]
    public async Task Disconnecting_twice_revokes_once()
    {
        await _ada.ForgetAsync("acme");
        await _ada.ForgetAsync("acme");

        _acme.CallsTo("/oauth/revoke").ShouldBe(1);
    }

    [Fact]
    public async Task Twenty_concurrent_disconnects_revoke_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _ada.ForgetAsync("acme")));

        _acme.CallsTo("/oauth/revoke").ShouldBe(1);
    }

    [Fact]
    public async Task A_credential_of_a_removed_instance_is_logged()
    {
        var credential = await _ada.CredentialAsync("acme");

        await Revocation(oauth => oauth).RevokeAsync([credential with { Provider = "former" }]);

        ShouldHaveLogged(LogLevel.Warning, "revocation_provider_not_configured");
    }

    [Fact]
    public async Task An_adapter_exception_is_logged_without_its_message()
    {
        var credential = await _ada.CredentialAsync("acme");

        await Revocation(oauth =>
                oauth with
                {
                    Revoke = (call, _, _) => throw new InvalidOperationException($"with {call.RevealCredential()}"),
                }
            )
            .RevokeAsync([credential]);

        ShouldHaveLogged(LogLevel.Error, "revocation_adapter_failed");
        _acme.Service.Logs.ToString().ShouldNotContain(credential.AccessToken.Reveal());
    }

    [Fact]
    public async Task A_credential_of_an_adapter_that_is_not_loaded_is_logged()
    {
        var credential = await _ada.CredentialAsync("acme");
        var instance = new ProviderInstance(
            new ConfiguredProvider("acme", ["acme.example"], "Acme", new MissingAdapter()) { Problem = new("is gone") },
            new HttpClient(),
            _acme.Clock,
            NullLogger<AdapterLog>.Instance
        );

        await Revocation(instance).RevokeAsync([credential]);

        ShouldHaveLogged(LogLevel.Warning, "revocation_adapter_not_loaded");
    }

    [Fact]
    public async Task A_connection_that_ends_early_is_a_failed_revocation()
    {
        var credential = await _ada.CredentialAsync("acme");

        await Revocation(oauth => oauth with { Revoke = (_, _, _) => throw new IOException() })
            .RevokeAsync([credential]);

        ShouldHaveLogged(LogLevel.Warning, "revocation_failed");
    }

    [Fact]
    public async Task An_adapter_without_revocation_makes_no_call_and_logs_nothing()
    {
        var credential = await _ada.CredentialAsync("acme");

        await Revocation(oauth => oauth with { Revoke = null }).RevokeAsync([credential]);

        _acme.CallsTo("/oauth/revoke").ShouldBe(0);
        _acme.Service.Logs.Lines.ShouldNotContain(line => line.Level >= LogLevel.Warning && line.Reason != null);
    }

    private void ShouldHaveLogged(LogLevel level, string reason) =>
        _acme.Service.Logs.Lines.ShouldContain(line => line.Level == level && line.Reason == reason);

    private CredentialRevocation Revocation(Func<OAuthSignIn, OAuthSignIn> signIn)
    {
        var services = _acme.Service.Services;
        var instance = services.GetRequiredService<ProviderRegistry>().Instances.Single();
        var adapter = TestAdapter.Like(instance.Adapter, signIn(instance.OAuth));
        return Revocation(TestAdapter.Instance(instance.Name, instance.Host, adapter, instance.Http, _acme.Clock));
    }

    private CredentialRevocation Revocation(ProviderInstance instance) =>
        new(
            new ProviderRegistry([instance]),
            _acme.Clock,
            _acme.Service.Services.GetRequiredService<ILogger<CredentialRevocation>>()
        );
}
