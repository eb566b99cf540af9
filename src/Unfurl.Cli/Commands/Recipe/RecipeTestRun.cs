using System.Runtime.CompilerServices;
using Unfurl.Adapters;
using Unfurl.Adapters.Testing;
using Unfurl.Recipes;
using Unfurl.Recipes.Cards;
using Unfurl.Recipes.Reading;

namespace Unfurl.Cli.Commands.Recipe;

/// <summary>
/// The tests of one recipe: its cases, its links as Notion sees them, and whose a key is (<c>key.valid.http</c>,
/// <c>key.wrong.http</c>).
/// </summary>
internal sealed class RecipeTestRun(string file, Recipes.Recipe recipe, bool isUpdating)
{
    private const string Host = "tool.acme.example";

    private readonly string _folder = RecipeFiles.FolderOf(file);
    private readonly List<(RecipeKind Kind, Preview Preview)> _found = [];

    /// <summary>What the cards name and no recording has, once the tests ran: a mistyped path, or a recording is missing.</summary>
    public IEnumerable<string> Missing =>
        from found in _found.ToLookup(found => found.Kind, found => found.Preview)
        let missing = string.Join(", ", CardEntries.MissingIn(found.Key.Card, [.. found]))
        where missing.Length > 0
        select $"{found.Key.Name}: no recording has {missing}";

    /// <returns>What was tested, and what is wrong; null for nothing.</returns>
    public async IAsyncEnumerable<(string Name, string? Problem)> RunAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        yield return (
            "links",
            await ProblemAsync(() =>
            {
                Adapter().CheckPatterns();
                return Task.FromResult<string?>(null);
            })
        );
        foreach (var one in recipe.Cases)
            yield return (one.Name, await ProblemAsync(() => CheckAsync(one, cancellationToken)));
        if (recipe.Key is null)
            yield break;
        yield return (
            RecipeCase.ValidKey,
            await ProblemAsync(() => IdentifyAsync<Identification.Known>(RecipeCase.ValidKey, cancellationToken))
        );
        yield return (
            RecipeCase.WrongKey,
            await ProblemAsync(() => IdentifyAsync<Identification.Rejected>(RecipeCase.WrongKey, cancellationToken))
        );
    }

    private async Task<string?> CheckAsync(RecipeCase one, CancellationToken cancellationToken)
    {
        var recording = Path.Combine(_folder, one.Name + ".http");
        var resolution = await Adapter(one)
            .ResolveAsync(one.Link, RecordedHttp.Load(recording), null, cancellationToken);
        if (resolution is Resolution.Found(var preview) && recipe.KindOf(one.Link) is { } kind)
            _found.Add((kind, preview));
        CardFile.ShouldHold(
            Path.ChangeExtension(recording, "card.json"),
            resolution,
            isUpdating,
            "run unfurl recipe test with --update"
        );
        return null;
    }

    private async Task<string?> IdentifyAsync<T>(string name, CancellationToken cancellationToken)
        where T : Identification
    {
        var answer = RecordedHttp.Load(Path.Combine(_folder, name + ".http"));
        var found = await Adapter().IdentifyAsync(answer, null, cancellationToken);
        return found is T ? null : $"The key is {found.GetType().Name}, and must be {typeof(T).Name}.";
    }

    private TestedAdapter Adapter(RecipeCase? one = null) =>
        new(new RecipeProviderType(), Host, CaseSettings.Of(file, recipe, one));

    private static async Task<string?> ProblemAsync(Func<Task<string?>> test)
    {
        try
        {
            return await test();
        }
        catch (AdapterTestException exception)
        {
            return exception.Message;
        }
        catch (IOException exception)
        {
            return exception.Message;
        }
    }
}
