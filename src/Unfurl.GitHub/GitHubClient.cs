using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Octokit;

namespace Unfurl.GitHub;

/// <summary>Calls GitHub with one user's token. Expected failures are values.</summary>
internal sealed class GitHubClient(
    GitHubOptions settings,
    ProviderCall call,
    SchemaFallback schemaFallback,
    ETagCache etagCache
)
{
    // Only fast failures are retried: GitHub ends a query after ten seconds, so a slow failure would repeat and exceed
    // the caller's time limit.
    private static readonly TimeSpan FastFailureThreshold = TimeSpan.FromSeconds(1);

    // GitHub rejects requests without one:
    // https://docs.github.com/en/rest/using-the-rest-api/getting-started-with-the-rest-api#user-agent.
    public static readonly ProductInfoHeaderValue UserAgent = new("Unfurl", "1.0");

    public GitHubRest Rest => new(settings, this);

    // As GitHub's web pages have it, e.g. for a query by URL.
    public Uri WebUrlOf(string path) => settings.WebUrl.Below(path);

    // Succeeds if "pick" finds a value in the data, even if the response also has errors.
    public async Task<GitHubOutcome<TValue>> QueryAsync<TData, TValue>(
        GraphQLDocument document,
        JsonObject variables,
        JsonTypeInfo<GraphQLResponse<TData>> type,
        Func<TData, TValue?> pick,
        CancellationToken cancellationToken
    )
        where TData : class
        where TValue : class
    {
        var start = call.Time.GetTimestamp();
        var sent = schemaFallback.DocumentFor(document, call.Time);
        var response = await PostAsync(sent, variables, type, cancellationToken);
        if (SchemaErrorsOf(response) is { } unknown)
        {
            foreach (var smaller in sent.FallbacksFor(unknown))
            {
                response = await PostAsync(smaller, variables, type, cancellationToken);
                if (SchemaErrorsOf(response) is not null)
                    continue;
                if (response.Succeeded)
                    schemaFallback.Set(document, sent = smaller, call.Time);
                break;
            }
        }

        if (IsWithoutBody(response) && sent.WithPlainBodies is var plain && plain != sent)
            response = await PostAsync(sent = plain, variables, type, cancellationToken);

        var outcome = OutcomeOf(response, pick);
        // A query changes nothing, so it is retried once although it is a POST (RFC 9110 §9.2.2). The retry omits the
        // optional fields, which are the slow ones.
        var smallest = sent.WithoutOptionalFields;
        var isRetried = outcome.IsTooHeavy
            ? smallest != sent
            : outcome.IsTransient && call.Time.GetElapsedTime(start) < FastFailureThreshold;
        return isRetried ? OutcomeOf(await PostAsync(smallest, variables, type, cancellationToken), pick) : outcome;
    }

    private static bool IsWithoutBody<TData>(GitHubOutcome<QueryResponse<TData>> response)
        where TData : class =>
        response.Failure == GitHubFailures.TooLarge
        || response.Value?.Body.Problems?.Any(error => error.IsAbout("bodyHTML") || error.IsAbout("descriptionHTML"))
            == true;

    // https://docs.github.com/en/rest/users/users#get-the-authenticated-user
    public async Task<GitHubOutcome<GitHubUser>> GetUserAsync(CancellationToken cancellationToken)
    {
        var response = await SendAsync(
            connection =>
                connection.Get<object>(
                    settings.ApiUrl.Below("user"),
                    null,
                    GitHubMediaTypes.Default,
                    CancellationToken.None
                ),
            cancellationToken
        );
        if (!response.Succeeded)
            return new(null, response.Failure);
        return Parse(response.Value, GitHubJson.Default.GitHubUser) is { } user
            ? new(user, null)
            : new(null, GitHubFailures.NotJson);
    }

    private static IReadOnlyList<GraphQLError>? SchemaErrorsOf<TData>(GitHubOutcome<QueryResponse<TData>> response)
        where TData : class =>
        response.Value?.Body.Problems is { } errors && GitHubFailures.IsUnsupportedBySchema(errors) ? errors : null;

    private GitHubOutcome<TValue> OutcomeOf<TData, TValue>(
        GitHubOutcome<QueryResponse<TData>> outcome,
        Func<TData, TValue?> pick
    )
        where TData : class
        where TValue : class
    {
        if (!outcome.Succeeded)
            return new(null, outcome.Failure, outcome.IsTransient, outcome.IsTooHeavy);

        var (body, response) = outcome.Value;
        if (body.Data is { } data && pick(data) is { } value)
            return new(value, null);
        if (body is { Data: null, Problems: null or [] })
            return new(null, GitHubFailures.OfNothing(response));
        var failure = GitHubFailures.Of(body.Problems, response, call.Time);
        return new(null, failure, IsTooHeavy: failure == GitHubFailures.TooHeavy);
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
        var json = body.ToJsonString();
        var response = await SendAsync(
            connection =>
                connection.Post<object>(
                    settings.GraphQLUrl,
                    json,
                    GitHubMediaTypes.Default,
                    "application/json",
                    CancellationToken.None
                ),
            cancellationToken
        );
        if (!response.Succeeded)
            return new(null, response.Failure, response.IsTransient, response.IsTooHeavy);
        return Parse(response.Value, type) is { } parsed
            ? new(new(parsed, response.Value), null)
            : new(null, GitHubFailures.OfNothing(response.Value));
    }

    // A response that cannot be read further is returned together with the failure that it means.
    public async Task<GitHubOutcome<GitHubResponse>> SendAsync(
        Func<Connection, Task<IApiResponse<object>>> send,
        CancellationToken cancellationToken
    )
    {
        var exchange = new GitHubExchange(settings, call, etagCache, cancellationToken);
        try
        {
            await exchange.RunAsync(new Credentials(call.RevealCredential(), AuthenticationType.Bearer), send);
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
            return new(null, new Resolution.Unavailable("the response was cut off"), IsTransient: true);
        }

        if (exchange is not { Failure: null, Response: { } response })
            return new(null, exchange.Failure);
        var failure = GitHubFailures.Of(response, call.Time);
        if (IsRejection(failure, response.Status))
            exchange.Forget();
        return new(response, failure, GitHubFailures.IsTransient(response), GitHubFailures.IsTooHeavy(response));
    }

    // A rate limit (possibly a 403) says nothing about the resource, and conditional requests are free.
    private static bool IsRejection(Resolution? failure, HttpStatusCode status) =>
        failure is not Resolution.RateLimited
        && status
            is HttpStatusCode.Unauthorized
                or HttpStatusCode.Forbidden
                or HttpStatusCode.NotFound
                or HttpStatusCode.Gone;

    // Null if the body is not GitHub's JSON.
    public static T? Parse<T>(GitHubResponse response, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(response.Body.Span, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record QueryResponse<TData>(GraphQLResponse<TData> Body, GitHubResponse Http)
        where TData : class;
}

internal sealed record GitHubUser(long Id, string Login);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(GitHubUser))]
[JsonSerializable(typeof(GitHubErrorResponse))]
internal sealed partial class GitHubJson : JsonSerializerContext;
