using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

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

    public GitHubRest Rest => new(settings, call, this, etagCache);

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
        using var request = new HttpRequestMessage(HttpMethod.Get, settings.ApiUrl.Below("user"));
        var response = await SendAsync(request, cancellationToken);
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
        using var request = new HttpRequestMessage(HttpMethod.Post, settings.GraphQLUrl);
        request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        var response = await SendAsync(request, cancellationToken);
        if (!response.Succeeded)
            return new(null, response.Failure, response.IsTransient, response.IsTooHeavy);
        return Parse(response.Value, type) is { } parsed
            ? new(new(parsed, response.Value), null)
            : new(null, GitHubFailures.OfNothing(response.Value));
    }

    // A response that cannot be read further is returned together with the failure that it means.
    public async Task<GitHubOutcome<GitHubResponse>> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        request.Headers.UserAgent.Add(UserAgent);
        if (request.Headers.Accept.Count == 0)
            request.Headers.Accept.Add(new(GitHubMediaTypes.Default));
        request.Headers.Authorization = new("Bearer", call.RevealCredential());
        try
        {
            using var response = await call.Http.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                cancellationToken
            );
            return
                await GitHubResponse.ReadAsync(response, GitHubFailures.MaxResponseBytes, call.Time, cancellationToken)
                    is { } complete
                ? new(
                    complete,
                    GitHubFailures.Of(complete, call.Time),
                    GitHubFailures.IsTransient(complete),
                    GitHubFailures.IsTooHeavy(complete)
                )
                : new(null, GitHubFailures.TooLarge);
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
    }

    private static T? Parse<T>(GitHubResponse response, JsonTypeInfo<T> type)
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
