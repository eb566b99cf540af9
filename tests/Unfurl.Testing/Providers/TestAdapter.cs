using System.Collections.Frozen;
using Microsoft.Extensions.Logging.Abstractions;
using Unfurl.Adapters;
using Unfurl.Server.Providers;

namespace Unfurl.Testing.Providers;

/// <summary>An adapter made of what a test gives it.</summary>
public sealed class TestAdapter : IProviderAdapter
{
    public IReadOnlyList<LinkKind> Kinds { get; init; } = [];

    public IReadOnlyList<Uri> Origins { get; init; } = [];

    public bool ReachesOtherHosts { get; init; }

    public SignIn SignIn { get; init; } = new NoSignIn();

    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Icons { get; init; } =
        FrozenDictionary<string, ReadOnlyMemory<byte>>.Empty;

    public IWebhookReceiver? Webhooks { get; init; }

    /// <summary>The same as another, with one way to resolve all links.</summary>
    public static TestAdapter Like(IProviderAdapter real, Func<ProviderCall, Task<Resolution>> resolve) =>
        new()
        {
            Kinds =
            [
                .. real.Kinds.Select(kind => new LinkKind(kind.Pattern, (_, call, _) => resolve(call))
                {
                    Key = kind.Key,
                }),
            ],
            Origins = real.Origins,
            SignIn = real.SignIn,
        };

    /// <summary>The same as another, with another sign-in.</summary>
    public static TestAdapter Like(IProviderAdapter real, SignIn signIn) =>
        new()
        {
            Kinds = real.Kinds,
            Origins = real.Origins,
            SignIn = signIn,
        };

    internal static ProviderInstance Instance(
        string name,
        string host,
        IProviderAdapter adapter,
        HttpClient? http = null,
        TimeProvider? time = null
    ) =>
        new(
            new ConfiguredProvider(name, [host], "Test", adapter),
            http ?? new HttpClient(),
            time ?? TimeProvider.System,
            NullLogger<AdapterLog>.Instance
        );
}

/// <summary>What an adapter is called with in tests.</summary>
public static class TestCall
{
    public static ProviderCall With(HttpClient http, Secret? credential, TimeProvider time) =>
        new(http, credential, time, new NoLog());
}
