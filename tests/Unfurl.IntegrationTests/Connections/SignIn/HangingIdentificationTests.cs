using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Unfurl.Server.Logging;
using Unfurl.Server.Providers;

namespace Unfurl.IntegrationTests.Connections.SignIn;

public sealed class HangingIdentificationTests
{
    [Fact]
    public async Task An_adapter_that_never_says_who_signed_in_is_given_up()
    {
        var asked = new TaskCompletionSource();
        await using var host = await new TestHostBuilder()
            .WithAcme(TimeProvider.System)
            .WithNotion()
            .WithServices(services => Hang(services, asked))
            .StartAsync();
        var ada = new NotionUser(host, "ada");

        var visiting = ada.SignInAsync(await ada.StartAsync());
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        host.Clock.Advance(TimeSpan.FromSeconds(10));
        var visit = await visiting.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        visit.Status.ShouldBe(HttpStatusCode.BadRequest);
        host.Service.Logs.Lines.ShouldContain(line => line.Reason == SignInReasons.ProviderTooSlow);
    }

    private static void Hang(IServiceCollection services, TaskCompletionSource asked)
    {
        var made = services.Single(service => service.ServiceType == typeof(ProviderRegistry)).ImplementationFactory!;
        services.Replace(
            ServiceDescriptor.Singleton(provider =>
            {
                var real = ((ProviderRegistry)made(provider)).Instances.Single();
                var hanging = real.OAuth with
                {
                    Identify = (_, _) =>
                    {
                        asked.TrySetResult();
                        return new TaskCompletionSource<Identification>().Task;
                    },
                };
                return new ProviderRegistry([
                    TestAdapter.Instance(
                        real.Name,
                        real.Host,
                        TestAdapter.Like(real.Adapter, hanging),
                        real.Http,
                        provider.GetRequiredService<TimeProvider>()
                    ),
                ]);
            })
        );
    }
}
