using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Unfurl.Testing.Tracker;

[assembly: HostingStartup(typeof(TrackerStartup))]

namespace Unfurl.Testing.Tracker;

/// <summary>Adds the adapter to a service in the process of the tests whose settings name this assembly.</summary>
public sealed class TrackerStartup : IHostingStartup
{
    public void Configure(IWebHostBuilder builder) =>
        builder.ConfigureServices(services => services.AddSingleton<IProviderType>(new TrackerProviderType()));

    /// <summary>The settings of an instance <c>tracker</c> at <c>tracker.acme.com</c>.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Settings(
        Uri url,
        string signIn = "PersonalKey",
        Secret? key = null,
        string host = "tracker.acme.com",
        string name = "tracker"
    ) =>
        [
            new("hostingStartupAssemblies", "Unfurl.Testing"),
            new($"Unfurl:Providers:{name}:Type", "Tracker"),
            new($"Unfurl:Providers:{name}:Host", host),
            new($"Unfurl:Providers:{name}:Url", url.AbsoluteUri),
            new($"Unfurl:Providers:{name}:SignIn", signIn),
            new($"Unfurl:Providers:{name}:Key", key?.Reveal()),
        ];
}
