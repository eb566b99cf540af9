using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Unfurl.GitHub;

/// <summary>Asks GitHub as one user. Whatever GitHub may answer comes back as a value.</summary>
internal sealed class GitHubClient(GitHubSettings settings, ProviderCall call)
{
    /// <summary>A card's longest text is a body of 65,536 characters, which JSON may write as six bytes each.</summary>
    private const int MaxAnswerBytes = 1024 * 1024;

    /// <summary>GitHub refuses requests without one: https://docs.github.com/en/rest/using-the-rest-api/getting-started-with-the-rest-api#user-agent.</summary>
    private static readonly ProductInfoHeaderValue UserAgent = new("Unfurl", "1.0");

    /// <summary>Sends a GraphQL document. It succeeds when the thing asked for is there, whatever errors stand beside it.</summary>
    /// <param name="document">The document.</param>
    /// <param name="variables">Its variables.</param>
    /// <param name="type">How its answer is read.</param>
    /// <param name="pick">Takes the thing out of the data; null when it is not there.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<GitHubOutcome<TThing>> QueryAsync<TData, TThing>(
        GraphQLDocument document,
        JsonObject variables,
        JsonTypeInfo<GraphQLAnswer<TData>> type,
        Func<TData, TThing?> pick,
        CancellationToken cancellationToken
    )
        where TData : class
        where TThing : class
    {
        var reply = await PostAsync(document.Text, variables, type, cancellationToken);
        if (
            reply is { Value.Answer.Errors: var unknown }
            && GitHubFailures.IsUnknownToServer(unknown)
            && document.ForOlderServers is { } older
        )
            reply = await PostAsync(older, variables, type, cancellationToken);
        if (!reply.Succeeded)
            return new(null, reply.Failure);

        return reply.Value.Answer switch
        {
            { Data: { } data } when pick(data) is { } thing => new(thing, null),
            { Data: null, Errors: null or [] } => new(null, GitHubFailures.NotJson),
            { Errors: var errors } => new(null, GitHubFailures.Of(errors, reply.Value.Http, call.Time)),
        };
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

    private async Task<GitHubOutcome<Reply<TData>>> PostAsync<TData>(
        string document,
        JsonObject variables,
        JsonTypeInfo<GraphQLAnswer<TData>> type,
        CancellationToken cancellationToken
    )
        where TData : class
    {
        var body = new JsonObject { ["query"] = document, ["variables"] = variables.DeepClone() };
        using var request = new HttpRequestMessage(HttpMethod.Post, settings.GraphQLUrl);
        request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        var http = await SendAsync(request, cancellationToken);
        if (!http.Succeeded)
            return new(null, http.Failure);
        return Parse(http.Value, type) is { } answer
            ? new(new(answer, http.Value), null)
            : new(null, GitHubFailures.NotJson);
    }

    private async Task<GitHubOutcome<GitHubReply>> SendAsync(
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
            return await GitHubReply.ReadAsync(response, MaxAnswerBytes, call.Time, cancellationToken) is { } reply
                ? new(reply, GitHubFailures.Of(reply, call.Time))
                : new(null, new Resolution.Unavailable($"more than {MaxAnswerBytes} bytes"));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(null, new Resolution.Unavailable("timeout") { TooSlow = true });
        }
        catch (HttpRequestException e)
        {
            return new(null, new Resolution.Unavailable($"connection failed: {e.HttpRequestError}"));
        }
        catch (IOException)
        {
            return new(null, new Resolution.Unavailable("the answer broke off"));
        }
    }

    private static T? Parse<T>(GitHubReply reply, JsonTypeInfo<T> type)
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

    private sealed record Reply<TData>(GraphQLAnswer<TData> Answer, GitHubReply Http)
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
[JsonSerializable(typeof(GitHubMessage))]
internal sealed partial class GitHubJson : JsonSerializerContext;
