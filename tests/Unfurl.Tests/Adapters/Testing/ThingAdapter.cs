using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Unfurl.Adapters.Testing;

namespace Unfurl.Tests.Adapters.Testing;

/// <summary>A small adapter that does everything right, unless a test has it do one thing wrong.</summary>
internal sealed class ThingAdapter : IProviderType
{
    public const string Host = "things.acme.com";

    public const string GoodThing = """
        GET /api/things/12

        HTTP/2 200
        content-type: application/json

        {"id": 12, "title": "Lamp", "owner": {"name": "Ada"}}
        """;

    public const string GoodUser = """
        GET /api/me

        HTTP/2 200
        content-type: application/json

        {"id": "u1", "login": "ada"}
        """;

    private static readonly LinkPattern Thing = new("Thing", "/things/{number:int}", "/things/12");

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict,
    };

    public string Name => "Things";

    public IReadOnlyList<Uri> Origins { get; init; } = [new($"https://{Host}")];

    public bool ReachesOtherHosts { get; init; }

    /// <summary>More kinds, listed before the thing's.</summary>
    public IReadOnlyList<LinkKind> Earlier { get; init; } = [];

    public Func<LinkMatch, string>? Key { get; init; }

    public SignIn? SignIn { get; init; }

    /// <summary>Resolves in a way of its own.</summary>
    public ResolveLink? Resolve { get; init; }

    /// <summary>Asked for a response that is not 200; null for what is right.</summary>
    public Func<HttpResponseMessage, ProviderCall, Resolution?> FailureOf { get; init; } = (_, _) => null;

    /// <summary>Reads a body in a way of its own.</summary>
    public Func<string, Resolution>? Read { get; init; }

    public Func<HttpResponseMessage, string, Identification>? Identify { get; init; }

    public TestedAdapter Tested => new(this, Host);

    public IProviderAdapter Create(ProviderSettings settings) =>
        new TestAdapter
        {
            Kinds =
            [
                .. Earlier,
                Key is null ? new(Thing, Resolve ?? ResolveAsync) : new(Thing, Resolve ?? ResolveAsync) { Key = Key },
            ],
            Origins = Origins,
            ReachesOtherHosts = ReachesOtherHosts,
            SignIn = SignIn ?? new PersonalKeySignIn { Identify = IdentifyAsync },
        };

    public static Task<HttpResponseMessage> GetAsync(ProviderCall call, string url, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (call.Credential is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", call.RevealCredential());
        return call.Http.SendAsync(request, cancellationToken);
    }

    private async Task<Resolution> ResolveAsync(LinkMatch match, ProviderCall call, CancellationToken cancellationToken)
    {
        using var response = await GetAsync(
            call,
            $"https://{Host}/api/things/{match.Number("number")}",
            cancellationToken
        );
        if (response.StatusCode != HttpStatusCode.OK || FailureOf(response, call) is not null)
            return FailureOf(response, call) ?? RightFailureOf(response, call);
        return (Read ?? RightRead)(await response.Content.ReadAsStringAsync(cancellationToken));
    }

    private static Resolution RightFailureOf(HttpResponseMessage response, ProviderCall call) =>
        response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => new Resolution.SignInNeeded(),
            HttpStatusCode.Forbidden => new Resolution.Forbidden("Ask the owner."),
            HttpStatusCode.NotFound or HttpStatusCode.Gone => new Resolution.NotFound(),
            HttpStatusCode.TooManyRequests => new Resolution.RateLimited(
                response.Headers.RetryAfter?.Date
                    ?? call.Time.GetUtcNow() + (response.Headers.RetryAfter?.Delta ?? TimeSpan.FromMinutes(1))
            ),
            var status => new Resolution.Unavailable($"HTTP {(int)status}"),
        };

    private static Resolution RightRead(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<ThingResponse>(body, Strict) is { } thing
                ? new Resolution.Found(new Preview { Title = thing.Title, Author = new Person(thing.Owner.Name) })
                {
                    Resources = [new($"thing:{thing.Id}")],
                }
                : new Resolution.Unavailable("unexpected JSON");
        }
        catch (JsonException)
        {
            return new Resolution.Unavailable("unexpected JSON");
        }
    }

    private async Task<Identification> IdentifyAsync(ProviderCall call, CancellationToken cancellationToken)
    {
        using var response = await GetAsync(call, $"https://{Host}/api/me", cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        return Identify?.Invoke(response, body) ?? RightIdentify(response, body);
    }

    private static Identification RightIdentify(HttpResponseMessage response, string body)
    {
        if (response.StatusCode == HttpStatusCode.Unauthorized)
            return new Identification.Rejected();
        if (response.StatusCode != HttpStatusCode.OK)
            return new Identification.Unavailable($"HTTP {(int)response.StatusCode}");
        try
        {
            return JsonSerializer.Deserialize<UserResponse>(body, Strict) is { } user
                ? new Identification.Known(user.Id, user.Login)
                : new Identification.Unavailable("unexpected JSON");
        }
        catch (JsonException)
        {
            return new Identification.Unavailable("unexpected JSON");
        }
    }

    private sealed record ThingResponse(int Id, string Title, ThingOwner Owner);

    private sealed record ThingOwner(string Name);

    private sealed record UserResponse(string Id, string Login);
}
