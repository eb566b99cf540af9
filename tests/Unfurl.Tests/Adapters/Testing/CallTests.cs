using System.Text;
using Unfurl.Adapters.Testing;

namespace Unfurl.Tests.Adapters.Testing;

/// <summary>What every call of an adapter is watched for.</summary>
public sealed class CallTests
{
    private const string Url = "/things/12";
    private const string Own = $"https://{ThingAdapter.Host}/a";
    private const string Other = "https://other.example/b";

    [Fact]
    public async Task A_request_to_an_origin_that_is_not_declared_fails() =>
        (await FailureAsync(new() { Resolve = Asks(Other) })).ShouldContain(
            $"Origins has https://{ThingAdapter.Host} only"
        );

    [Theory]
    [InlineData("http://things.acme.com/a")]
    [InlineData("https://things.acme.com:8443/a")]
    [InlineData("https://api.things.acme.com/a")]
    public async Task Another_scheme_port_or_host_is_another_origin(string url) =>
        (await FailureAsync(new() { Resolve = Asks(url) })).ShouldContain("Origins has");

    [Fact]
    public async Task The_origin_of_the_token_endpoint_may_be_asked()
    {
        var adapter = new ThingAdapter
        {
            Resolve = Asks(Other),
            SignIn = new OAuthSignIn
            {
                AuthorizationEndpoint = new Uri(Own),
                TokenEndpoint = new Uri("https://other.example/token"),
                ClientId = "id",
                ClientSecret = new Secret("secret"),
                Identify = (_, _) => Task.FromResult<Identification>(new Identification.Rejected()),
            },
        };

        await adapter.Tested.ResolveAsync(Url, RecordedHttp.Parse($"GET {Other}\n\nHTTP/2 200\n\n"));
    }

    [Fact]
    public async Task Other_hosts_are_asked_by_https_if_the_adapter_says_so()
    {
        var recorded = RecordedHttp.Parse($"GET {Other}\n\nHTTP/2 200\n\n");

        await new ThingAdapter { ReachesOtherHosts = true, Resolve = Asks(Other) }.Tested.ResolveAsync(Url, recorded);

        recorded.Requests.ShouldHaveSingleItem().Url.ShouldBe(new Uri(Other));
    }

    [Theory]
    [InlineData("http://other.example/b")]
    [InlineData("https://other.example:8443/b")]
    public async Task Any_other_request_to_them_fails_as_in_the_service(string url) =>
        await Should.ThrowAsync<HttpRequestException>(() =>
            new ThingAdapter { ReachesOtherHosts = true, Resolve = Asks(url) }.Tested.ResolveAsync(
                Url,
                RecordedHttp.Parse("")
            )
        );

    [Fact]
    public async Task A_credential_in_an_address_fails() =>
        (await FailureAsync(new() { Resolve = Asks($"{Own}?key={TestedAdapter.DefaultCredential}") })).ShouldContain(
            "put the credential into the address"
        );

    public static TheoryData<string> Authorizations =>
        [
            $"Bearer {TestedAdapter.DefaultCredential}",
            $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"ada:{TestedAdapter.DefaultCredential}"))}",
        ];

    [Theory]
    [MemberData(nameof(Authorizations))]
    public async Task A_credential_that_is_sent_to_another_host_fails(string authorization)
    {
        var adapter = new ThingAdapter
        {
            ReachesOtherHosts = true,
            Resolve = async (_, call, cancellationToken) =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, Other);
                request.Headers.Add("Authorization", authorization);
                using var response = await call.Http.SendAsync(request, cancellationToken);
                return new Resolution.NotFound();
            },
        };

        (await FailureAsync(adapter)).ShouldContain("sent the credential to https://other.example/b");
    }

    public static TheoryData<string, Func<string, Resolution>> Results =>
        new()
        {
            { "card", key => new Resolution.Found(new Preview { Title = "Lamp", Body = $"with {key}" }) },
            { "remedy", key => new Resolution.Forbidden($"Not with {key}.") },
            { "reason", key => new Resolution.Unavailable($"HTTP 500 for {key}") },
        };

    [Theory]
    [MemberData(nameof(Results))]
    public async Task A_credential_in_a_result_fails(string place, Func<string, Resolution> result)
    {
        place.ShouldNotBeEmpty();
        var adapter = new ThingAdapter { Resolve = (_, call, _) => Task.FromResult(result(call.RevealCredential())) };

        (await FailureAsync(adapter)).ShouldContain("The credential is in the result");
    }

    [Fact]
    public async Task A_credential_in_the_log_fails()
    {
        var adapter = new ThingAdapter
        {
            Resolve = (_, call, _) =>
            {
                call.Log.Debug($"asked with {call.RevealCredential()}");
                return Task.FromResult<Resolution>(new Resolution.NotFound());
            },
        };

        (await FailureAsync(adapter)).ShouldContain("The credential is in the log");
    }

    [Fact]
    public async Task No_result_fails() =>
        (await FailureAsync(new() { Resolve = (_, _, _) => Task.FromResult<Resolution>(null!) })).ShouldContain(
            "returned null"
        );

    [Fact]
    public async Task What_the_adapter_writes_is_there_to_be_read()
    {
        var tested = new ThingAdapter
        {
            Resolve = (_, call, _) =>
            {
                call.Log.Warn("The version is old.");
                return Task.FromResult<Resolution>(new Resolution.NotFound());
            },
        }.Tested;

        await tested.ResolveAsync(Url, RecordedHttp.Parse(""));

        tested.Log.ShouldBe(["The version is old."]);
    }

    [Fact]
    public async Task Whose_a_key_is_is_asked_with_what_was_recorded() =>
        (await new ThingAdapter().Tested.IdentifyAsync(RecordedHttp.Parse(ThingAdapter.GoodUser))).ShouldBe(
            new Identification.Known("u1", "ada")
        );

    [Fact]
    public async Task A_shared_key_is_the_one_of_the_settings()
    {
        var recorded = RecordedHttp.Parse(ThingAdapter.GoodThing);
        var adapter = new ThingAdapter { SignIn = new SharedSignIn(new Secret("the shared key")) };

        await adapter.Tested.ResolveAsync(Url, recorded);

        recorded.Requests.ShouldHaveSingleItem().Headers["Authorization"].ShouldBe("Bearer the shared key");
    }

    private static ResolveLink Asks(string url) =>
        async (_, call, cancellationToken) =>
        {
            using var response = await call.Http.GetAsync(url, cancellationToken);
            return new Resolution.NotFound();
        };

    private static async Task<string> FailureAsync(ThingAdapter adapter) =>
        (
            await Should.ThrowAsync<AdapterTestException>(() =>
                adapter.Tested.ResolveAsync(Url, RecordedHttp.Parse(""))
            )
        ).Message;
}
