using System.Diagnostics;
using System.Text.RegularExpressions;
using Unfurl.Recipes.Answers;
using Unfurl.Recipes.Picks;
using Unfurl.Recipes.Requests;
using Unfurl.Recipes.Templates;

namespace Unfurl.Recipes;

/// <summary>Asks for what a link leads to and makes its card.</summary>
internal sealed class RecipeResolver(RecipeKind kind, ToolClient tool, IReadOnlyDictionary<string, string> settings)
{
    private static readonly TimeSpan OptionalLimit = TimeSpan.FromSeconds(2);

    public async Task<Resolution> ResolveAsync(LinkMatch match, ProviderCall call, CancellationToken cancellationToken)
    {
        var values = ValuesOf(match);
        var answers = new Dictionary<string, Answer>(StringComparer.Ordinal);
        try
        {
            var waiting = kind.Requests.ToList();
            while (waiting.Count > 0)
            {
                // Requests that need nothing of each other are asked side by side.
                var round = waiting.TakeWhile(request => !NeedsAnyOf(request, waiting)).ToList();
                waiting.RemoveRange(0, round.Count);
                var ready = round
                    .Where(request =>
                        request.Address.Names.All(name => values.Has(name) || kind.Parameters.Contains(name))
                    )
                    .ToList();
                var asked = await Task.WhenAll(
                    ready.Select(request => AskAsync(request, values, call, cancellationToken))
                );
                foreach (var (request, answer) in ready.Zip(asked))
                {
                    if (Judge(request, answer, call) is { } refusal)
                    {
                        if (!request.IsOptional)
                            return refusal;
                        continue;
                    }
                    answers[request.Name] = answer!;
                    AddValues(request, answers, values);
                }
                if (round.Except(ready).Any(request => !request.IsOptional))
                    return new Resolution.Unavailable("an answer without what the next request needs");
            }
            return CardOf(new PickContext(answers, values), call);
        }
        catch (UnreadableAnswerException exception)
        {
            return new Resolution.Unavailable(exception.Message);
        }
        catch (RegexMatchTimeoutException)
        {
            return new Resolution.Unavailable(Deadline.Reason);
        }
    }

    /// <summary>What two links to the same thing have in common.</summary>
    public string KeyOf(LinkMatch match) =>
        kind.Key is { } key
            ? $"{kind.Name}:{key.Render(ValuesOf(match))}"
            // No value holds the character between them.
            : string.Join('#', [kind.Name, .. match.Pattern.IdentifyingParameters.Select(name => match[name])]);

    private TemplateValues ValuesOf(LinkMatch match)
    {
        var values = new TemplateValues(settings);
        foreach (var parameter in match.Pattern.Parameters)
        {
            if (match.Optional(parameter) is not null)
                values.Set(parameter, match.Decoded(parameter));
        }
        return values;
    }

    private static bool NeedsAnyOf(RecipeRequest request, List<RecipeRequest> waiting) =>
        waiting
            .TakeWhile(other => other != request)
            .Any(other => other.Values.Any(value => request.Address.Names.Contains(value.Key)));

    // An optional request may fail in any way, and may not hold the card.
    private async Task<Answer?> AskAsync(
        RecipeRequest request,
        TemplateValues values,
        ProviderCall call,
        CancellationToken cancellationToken
    )
    {
        if (!request.IsOptional)
            return await tool.AskAsync(request, values, call, cancellationToken);
        using var late = new CancellationTokenSource(OptionalLimit, call.Time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await tool.AskAsync(request, values, call, limit.Token);
        }
        catch (Exception exception)
            when (exception
                    is HttpRequestException
                        or IOException
                        or UnreadableAnswerException
                        or OperationCanceledException
                && !cancellationToken.IsCancellationRequested
            )
        {
            return null;
        }
    }

    private static Resolution? Judge(RecipeRequest request, Answer? answer, ProviderCall call) =>
        answer is null
            ? new Resolution.Unavailable("no answer")
            : Outcomes.Of(answer, request.Outcomes) switch
            {
                Outcome.Ok => IsReadable(request, answer) ? null : new Resolution.Unavailable("no JSON"),
                // Of nobody, who cannot sign in, it is hidden.
                Outcome.SignIn => call.Credential is null ? new Resolution.NotFound() : new Resolution.SignInNeeded(),
                Outcome.Missing => new Resolution.NotFound(),
                Outcome.Forbidden(var remedy) => new Resolution.Forbidden(remedy),
                Outcome.Limited => new Resolution.RateLimited(ToolClient.RetryAt(answer, call.Time)),
                Outcome.Failed(var reason, var isUnknown) => new Resolution.Unavailable(reason)
                {
                    IsUnknownRefusal = isUnknown,
                },
                _ => throw new UnreachableException(),
            };

    private static bool IsReadable(RecipeRequest request, Answer answer) =>
        request.As != RecipeRequest.Json || answer.Json is not null;

    private static void AddValues(
        RecipeRequest request,
        IReadOnlyDictionary<string, Answer> answers,
        TemplateValues values
    )
    {
        if (request.Values.Count == 0)
            return;
        var context = new PickContext(answers, values);
        foreach (var (name, pick) in request.Values)
        {
            if (pick.First(context) is { } value)
                values.Set(name, value.Trim());
        }
    }

    private Resolution CardOf(PickContext context, ProviderCall call) =>
        kind.Card.Of(context) is not { } preview
            ? new Resolution.Unavailable("an answer without a title")
            : new Resolution.Found(preview)
            {
                // What nobody was shown, anybody may see.
                Audience = call.Credential is null ? Audience.Public : Audience.Account,
                Resources =
                [
                    .. kind
                        .Resources.Where(resource => resource.Names.All(context.Values.Has))
                        .Select(resource => new Resource(resource.Render(context.Values))),
                ],
                Freshness = kind.Fresh,
            };
}
