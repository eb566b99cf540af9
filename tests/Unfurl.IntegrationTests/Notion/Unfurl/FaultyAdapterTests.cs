using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Unfurl.IntegrationTests.Connections;
using Unfurl.Server.Notion.Unfurl;
using Unfurl.Server.Previews;
using Unfurl.Server.Providers;

namespace Unfurl.IntegrationTests.Notion.Unfurl;

/// <summary>A faulty adapter causes a failure of its own links, never of the service.</summary>
public sealed class FaultyAdapterTests : IAsyncLifetime
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
    public Task An_adapter_that_throws_is_a_failed_provider() =>
        IsAFailedProviderAsync(_ => throw new FormatException(), "adapter_failed");

    [Fact]
    public Task An_adapter_without_a_resolution_is_a_failed_provider() =>
        IsAFailedProviderAsync(_ => Task.FromResult<Resolution>(null!), "adapter_failed");

    [Fact]
    public Task An_adapter_that_calls_an_undeclared_origin_is_a_failed_provider() =>
        IsAFailedProviderAsync(
            async call =>
            {
                await call.Http.GetAsync(new Uri("https://elsewhere.example/"), TestContext.Current.CancellationToken);
                return new Resolution.NotFound();
            },
            "origin_not_declared"
        );

    [Fact]
    public Task A_rejection_without_a_remedy_is_a_failed_provider() =>
        IsAFailedProviderAsync(_ => Task.FromResult<Resolution>(new Resolution.Forbidden(null!)), "adapter_failed");

    [Fact]
    public Task A_preview_that_is_missing_is_a_failed_provider() =>
        IsAFailedProviderAsync(_ => Task.FromResult<Resolution>(new Resolution.Found(null!)), "adapter_failed");

    private async Task IsAFailedProviderAsync(Func<ProviderCall, Task<Resolution>> resolve, string reason)
    {
        var services = _acme.Service.Services;
        var instance = services.GetRequiredService<ProviderRegistry>().Instances.Single();
        var faulty = TestAdapter.Instance(
            instance.Name,
            instance.Host,
            TestAdapter.Like(instance.Adapter, resolve),
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

        result.Outcome.ShouldBe(Outcome.Failed);
        Encoding
            .UTF8.GetString(services.GetRequiredService<CardRenderer>().Render(result, faulty).Bytes)
            .ShouldContain("\"status\":502");
        var line = _acme.Service.Logs.Lines.Where(line => line.Level == LogLevel.Error).ShouldHaveSingleItem();
        line.Reason.ShouldBe(reason);
        line.Text.ShouldContain("acme");
    }
}
