using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Unfurl.GitHub;

/// <summary>Asks GitHub as one user. Whatever GitHub may answer comes back as a value.</summary>
internal sealed class GitHubClient(
    GitHubSettings settings,
    ProviderCall call,
    SchemaFallback fitting,
    ETagCache answers
)
{
    /// <summary>A card's longest text is a body of 65,536 characters, which JSON may write as six bytes each.</summary>
    private const int MaxResponseBytes = 1024 * 1024;

    /// <summary>
    /// What failed fast may pass; what failed slowly would do so again (GitHub ends a query after ten seconds) and not
    /// fit into the caller's time limit.
    /// </summary>
    private static readonly TimeSpan FastFailureThreshold = TimeSpan.FromSeconds(1);

    /// <summary>GitHub refuses requests without one: https://docs.github.com/en/rest/using-the-rest-api/getting-started-with-the-rest-api#user-agent.</summary>
    public static readonly ProductInfoHeaderValue UserAgent = new("Unfurl", "1.0");

    /// <summary>What GraphQL does not tell is asked here.</summary>
    public GitHubRest Rest => new(settings, call, this, answers);

    /// <summary>Sends a GraphQL document. It succeeds when the thing asked for is there, whatever errors stand beside it.</summary>
    /// <param name="document">The document.</param>
    /// <param name="variables">Its variables.</param>
    /// <param name="type">How its answer is read.</param>
    /// <param name="pick">Takes the thing out of the data; null when it is not there.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<GitHubOutcome<TThing>> QueryAsync<TData, TThing>(
        GraphQLDocument document,
        JsonObject variables,
        JsonTypeInfo<GraphQLResponse<TData>> type,
        Func<TData, TThing?> pick,
        CancellationToken cancellationToken
    )
        where TData : class
        where TThing : class
    {
        var start = call.Time.GetTimestamp();
        var sent = fitting.DocumentFor(document, call.Time);
        var reply = await PostAsync(sent, variables, type, cancellationToken);
        if (SchemaErrorsOf(reply) is { } unknown)
        {
            foreach (var smaller in sent.FallbacksFor(unknown))
            {
                reply = await PostAsync(smaller, variables, type, cancellationToken);
                if (SchemaErrorsOf(reply) is not null)
                    continue;
                if (reply.Succeeded)
                    fitting.Set(document, sent = smaller, call.Time);
                break;
            }
        }

        var outcome = OutcomeOf(reply, pick);
        // A query changes nothing, so it may be repeated although it is a POST (RFC 9110 §9.2.2): once, and without the
        // fields that a card can do without, which are the ones GitHub takes long to find.
        return outcome.IsTransient && call.Time.GetElapsedTime(start) < FastFailureThreshold
            ? OutcomeOf(await PostAsync(sent.WithoutOptionalFields, variables, type, cancellationToken), pick)
            : outcome;
    }

    /// <summary>https://docs.github.com/en/rest/users/users#get-the-authenticated-user</summary>
    public async Task<GitHubOutcome<GitHubUser>> GetUserAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, settings.ApiUrl.Below("user"));
        var http = await SendAsync(request, cancellationToken);
        if (!http.Succeeded)
            return new(null, http.Failure);
        return Parse(http.Value, GitHubJson.Default.GitHubUser) is { } user
            ? new(user, null)
            : new(null, GitHubFailures.NotJson);
    }

    private static IReadOnlyList<GraphQLError>? SchemaErrorsOf<TData>(GitHubOutcome<QueryResponse<TData>> reply)
        where TData : class =>
        reply.Value?.Body.Problems is { } errors && GitHubFailures.IsUnsupportedBySchema(errors) ? errors : null;

    private GitHubOutcome<TThing> OutcomeOf<TData, TThing>(
        GitHubOutcome<QueryResponse<TData>> reply,
        Func<TData, TThing?> pick
    )
        where TData : class
        where TThing : class
    {
        if (!reply.Succeeded)
            return new(null, reply.Failure, reply.IsTransient);

        var (answer, http) = reply.Value;
        if (answer.Data is { } data && pick(data) is { } thing)
            return new(thing, null);
        return answer is { Data: null, Problems: null or [] }
            ? new(null, GitHubFailures.NotJson)
            : new(
                null,
                GitHubFailures.Of(answer.Problems, http, call.Time),
                GitHubFailures.IsTransient(answer.Problems)
            );
    }

    private async Task<GitHubOutcome<QueryResponse<TData>>> PostAsync<TData>(
        GraphQLDocument document,
        JsonObject variables,
        JsonTypeInfo<GraphQLResponse<TData>> type,
        CancellationToken cancellationToken
    )
        where TData : class
    {
        var body = new JsonObject { ["query"] = document.Text, ["variables"] = variables.DeepClone() };
        using var request = new HttpRequestMessage(HttpMethod.Post, settings.GraphQLUrl);
        request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        var http = await SendAsync(request, cancellationToken);
        if (!http.Succeeded)
            return new(null, http.Failure, http.IsTransient);
        return Parse(http.Value, type) is { } answer
            ? new(new(answer, http.Value), null)
            : new(null, GitHubFailures.NotJson);
    }

    /// <summary>Sends a request as the user. An answer that is not one to read on comes together with what it means.</summary>
    public async Task<GitHubOutcome<GitHubResponse>> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        request.Headers.UserAgent.Add(UserAgent);
        request.Headers.Accept.Add(new("application/vnd.github+json"));
        request.Headers.Authorization = new("Bearer", call.AccessToken.Reveal());
        try
        {
            using var response = await call.Http.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                cancellationToken
            );
            return await GitHubResponse.ReadAsync(response, MaxResponseBytes, call.Time, cancellationToken) is { } reply
                ? new(reply, GitHubFailures.Of(reply, call.Time), GitHubFailures.IsTransient(reply))
                : new(null, new Resolution.Unavailable($"more than {MaxResponseBytes} bytes"));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(null, new Resolution.Unavailable("timeout") { TooSlow = true });
        }
        catch (HttpRequestException e)
        {
            return new(
                null,
                new Resolution.Unavailable($"connection failed: {e.HttpRequestError}"),
                IsTransient: e.HttpRequestError is HttpRequestError.ResponseEnded
            );
        }
        catch (IOException)
        {
            return new(null, new Resolution.Unavailable("the answer broke off"), IsTransient: true);
        }
    }

    private static T? Parse<T>(GitHubResponse reply, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(reply.Body.Span, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record QueryResponse<TData>(GraphQLResponse<TData> Body, GitHubResponse Http)
        where TData : class;
}

/// <summary>The user whose token it is.</summary>
internal sealed record GitHubUser(long Id, string Login);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(GitHubUser))]
[JsonSerializable(typeof(GitHubErrorResponse))]
internal sealed partial class GitHubJson : JsonSerializerContext;
