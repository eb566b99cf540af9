using System.Text.RegularExpressions;
using Unfurl.Recipes.Answers;
using Unfurl.Recipes.Picks;
using Unfurl.Recipes.Requests;
using Unfurl.Recipes.Templates;
using Unfurl.Recipes.Webhooks;

namespace Unfurl.Recipes;

/// <summary>The adapter that a recipe describes, for one tool.</summary>
internal sealed class RecipeAdapter : IProviderAdapter
{
    private readonly Recipe _recipe;
    private readonly ToolClient _tool;
    private readonly IReadOnlyDictionary<string, string> _settings;

    public RecipeAdapter(Recipe recipe, RecipeOptions options)
    {
        var baseAddress = options.Base;
        _recipe = recipe;
        _settings = options.AllSettings;
        _tool = new ToolClient(baseAddress, recipe.Key?.Header);
        Webhooks = recipe.Webhook is { } webhook ? new RecipeWebhooks(webhook, options.WebhookSecret, _settings) : null;
        var basePath = baseAddress.AbsolutePath.TrimEnd('/');
        Kinds = [.. recipe.Kinds.SelectMany(kind => LinkKindsOf(kind, basePath))];
        Origins = [new Uri(baseAddress.GetLeftPart(UriPartial.Authority))];
        SignIn = options.HowUsersAreKnown switch
        {
            RecipeOptions.PersonalKey => new PersonalKeySignIn
            {
                Identify = IdentifyAsync,
                KeyName = recipe.Key!.Name,
                KeyPage = recipe.Key.Page is { } page ? new Uri(baseAddress.AbsoluteUri.TrimEnd('/') + page) : null,
                KeyHint = recipe.Key.Hint,
                MayBePassword = recipe.Key.Header.IsBasic,
            },
            RecipeOptions.Shared => new SharedSignIn(options.Key!),
            _ => new NoSignIn(),
        };
    }

    public IReadOnlyList<LinkKind> Kinds { get; }

    public IReadOnlyList<Uri> Origins { get; }

    public SignIn SignIn { get; }

    public IWebhookReceiver? Webhooks { get; }

    private IEnumerable<LinkKind> LinkKindsOf(RecipeKind kind, string basePath)
    {
        var resolver = new RecipeResolver(kind, _tool, _settings);
        for (var i = 0; i < kind.Links.Count; i++)
        {
            // Notion's portal needs a name for each; what they lead to is the same.
            var pattern = kind.Links[i].Below(basePath, i == 0 ? kind.Name : $"{kind.Name} {i + 1}");
            yield return new LinkKind(pattern, resolver.ResolveAsync) { Key = resolver.KeyOf };
        }
    }

    // Nothing of the answer is kept: it may have the key in it.
    private async Task<Identification> IdentifyAsync(ProviderCall call, CancellationToken cancellationToken)
    {
        var key = _recipe.Key!;
        if (call.Credential is not { } credential || !key.Header.Takes(credential))
            return new Identification.Rejected();
        try
        {
            var values = new TemplateValues(_settings);
            var answer = await _tool.AskAsync(key.Check, values, call, cancellationToken);
            return Outcomes.Of(answer, key.Check.Outcomes) switch
            {
                Outcome.Ok => WhoIs(key, answer, values),
                Outcome.SignIn => new Identification.Rejected(),
                Outcome.Failed(var reason, _) => new Identification.Unavailable(reason),
                Outcome.Limited => new Identification.Unavailable("too many requests"),
                Outcome.Forbidden(var remedy) => new Identification.Unavailable(remedy),
                _ => new Identification.Unavailable($"HTTP {answer.Status}"),
            };
        }
        catch (UnreadableAnswerException exception)
        {
            return new Identification.Unavailable(exception.Message);
        }
        catch (RegexMatchTimeoutException)
        {
            return new Identification.Unavailable(Deadline.Reason);
        }
    }

    private static Identification WhoIs(RecipeKey key, Answer answer, TemplateValues values)
    {
        if (key.Check.As == RecipeRequest.Json && answer.Json is null)
            return new Identification.Unavailable("no JSON");
        var context = new PickContext(new Dictionary<string, Answer> { [key.Check.Name] = answer }, values);
        return key.Id.First(context) is { } id && key.Login?.IsText(context) is not false
            ? new Identification.Known(id, key.Login?.First(context) ?? id)
            : new Identification.Unavailable($"HTTP {answer.Status} without anybody's id and login");
    }
}
