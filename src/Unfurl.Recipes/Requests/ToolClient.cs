using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Unfurl.Recipes.Answers;
using Unfurl.Recipes.Templates;

namespace Unfurl.Recipes.Requests;

/// <summary>Asks the tool, as somebody or as nobody.</summary>
internal sealed class ToolClient(Uri baseAddress, KeyHeader? keyHeader)
{
    /// <summary>Which request of the recipe an HTTP request is.</summary>
    public static readonly HttpRequestOptionsKey<RecipeRequest> Recipe = new("recipe");

    // A card has few texts; what a tool sends beyond this is no answer to its recipe.
    private const int MaxResponse = 2 * 1024 * 1024;

    private const int MaxRedirects = 3;

    private static readonly TimeSpan DefaultWait = TimeSpan.FromMinutes(1);

    private readonly string _base = baseAddress.AbsoluteUri.TrimEnd('/');

    /// <exception cref="UnreadableAnswerException">The answer cannot be read, or the address would lead elsewhere.</exception>
    public async Task<Answer> AskAsync(
        RecipeRequest request,
        TemplateValues values,
        ProviderCall call,
        CancellationToken cancellationToken
    )
    {
        var address = AddressOf(request.Address.RenderAddress(values));
        for (var redirects = 0; ; redirects++)
        {
            using var message = MessageFor(request, address, call.Credential);
            using var response = await call.Http.SendAsync(
                message,
                HttpCompletionOption.ResponseHeadersRead,
                cancellationToken
            );
            if (request.FollowsRedirects && redirects < MaxRedirects && Target(address, response) is { } target)
            {
                address = target;
                continue;
            }
            return await ReadAsync(response, request, cancellationToken);
        }
    }

    /// <summary>When a tool that says "too many" may be asked again.</summary>
    public static DateTimeOffset RetryAt(Answer answer, TimeProvider time)
    {
        var now = time.GetUtcNow();
        if (
            !answer.Headers.TryGetValue("Retry-After", out var text)
            || !RetryConditionHeaderValue.TryParse(text, out var value)
        )
            return now + DefaultWait;
        return value.Date ?? (value.Delta is { } wait && wait < TimeSpan.FromDays(1) ? now + wait : now + DefaultWait);
    }

    // Values are escaped, so that only a dot segment could lead out of the base address.
    private Uri AddressOf(string path)
    {
        var segments = path.Split('?', '#')[0].Split('/');
        if (
            segments.Any(segment => segment is "." or "..")
            || !Uri.TryCreate(_base + path, UriKind.Absolute, out var address)
            || !IsBelowBase(address)
        )
            throw new UnreadableAnswerException("an address that leads elsewhere");
        return address;
    }

    private Uri? Target(Uri from, HttpResponseMessage response) =>
        (int)response.StatusCode is >= 300 and < 400
        && response.Headers.TryGetValues("Location", out var locations)
        && Uri.TryCreate(from, locations.First(), out var target)
        && IsBelowBase(target)
            ? target
            : null;

    private bool IsBelowBase(Uri address) =>
        Uri.Compare(
            address,
            baseAddress,
            UriComponents.SchemeAndServer,
            UriFormat.UriEscaped,
            StringComparison.OrdinalIgnoreCase
        ) == 0
        && $"{address.AbsoluteUri}/".StartsWith($"{_base}/", StringComparison.Ordinal);

    private HttpRequestMessage MessageFor(RecipeRequest request, Uri address, Secret? key)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, address).LimitResponse(MaxResponse);
        message.Options.Set(Recipe, request);
        message.Headers.TryAddWithoutValidation(
            "Accept",
            request.As == RecipeRequest.Page ? "text/html"
                : request.As == RecipeRequest.Json ? "application/json"
                : "*/*"
        );
        // A tool's words follow the reader's language unless it is told one.
        message.Headers.TryAddWithoutValidation("Accept-Language", "en");
        foreach (var (name, value) in request.Headers)
        {
            message.Headers.Remove(name);
            message.Headers.TryAddWithoutValidation(name, value);
        }
        if (key is not null && keyHeader is not null)
            message.Headers.TryAddWithoutValidation(keyHeader.Name, keyHeader.ValueOf(key));
        return message;
    }

    private static async Task<Answer> ReadAsync(
        HttpResponseMessage response,
        RecipeRequest request,
        CancellationToken cancellationToken
    )
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var headers = response
            .Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .GroupBy(header => header.Key, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(
                group => group.Key,
                group => group.First().Value.ToString(),
                StringComparer.OrdinalIgnoreCase
            );
        var answer = new Answer((int)response.StatusCode, headers, body, request.Outline);
        return request.As == RecipeRequest.Page
            ? answer.With(await AnswerHtml.ParseAsync(answer.Text.Value, cancellationToken))
            : answer;
    }
}
