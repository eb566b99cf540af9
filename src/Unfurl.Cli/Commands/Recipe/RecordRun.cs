using System.Net;
using Unfurl.Adapters;
using Unfurl.Recipes;
using Unfurl.Recipes.Reading;

namespace Unfurl.Cli.Commands.Recipe;

/// <summary>Resolves links of a recipe's cases with a real tool, and writes down what it answered.</summary>
/// <param name="key">Null for none.</param>
internal sealed class RecordRun(string file, Recipes.Recipe recipe, Uri tool, Secret? key)
{
    private const string Host = "tool.acme.example";
    private const int MaxResponse = 8 * 1024 * 1024;

    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(30);

    /// <returns>Null for what is no address of a tool.</returns>
    public static Uri? BaseOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address is { Scheme: "http" or "https", Query: "", Fragment: "", UserInfo: "" }
            ? address
            : null;

    /// <returns>Why a case cannot be recorded; null if it can.</returns>
    public string? ProblemWith(string name)
    {
        var isKey = RecipeCase.KeyNames.Contains(name);
        if (isKey && recipe.Key is null)
            return $"{name}: {recipe.Name} has no keys.";
        var one = CaseOf(name);
        if (!isKey && one is null)
            return $"{recipe.Name} has no case '{name}'; it has {string.Join(", ", recipe.Cases.Select(it => it.Name))}. Add it with its link under 'cases'.";
        if (key is null && recipe.Key is not null && one?.IsAsNobody is not true)
            return $"{name} needs a key in the environment variable UNFURL_KEY.";
        return AdapterFor(one).Problem;
    }

    /// <returns>What became of it, and what was asked: a line each.</returns>
    public async Task<IReadOnlyList<string>> RecordAsync(string name, CancellationToken cancellationToken)
    {
        var one = CaseOf(name);
        var adapter = AdapterFor(one).Adapter!;
        var credential = adapter.SignIn is NoSignIn ? null : key;
        using var recorder = new Recorder(tool, credential, $"https://{Host}");
        using var http = new HttpClient(recorder) { MaxResponseContentBufferSize = MaxResponse, Timeout = MaxTime };
        http.DefaultRequestHeaders.Add("User-Agent", "Unfurl/1.0");
        var call = new ProviderCall(http, credential, TimeProvider.System, new NoLog());
        var outcome = one is null
            ? WordsFor(await ((PersonalKeySignIn)adapter.SignIn).Identify(call, cancellationToken))
            : WordsFor(await ResolveAsync(adapter, one, call, cancellationToken));
        var recording = Path.Combine(RecipeFiles.FolderOf(file), name + ".http");
        Directory.CreateDirectory(Path.GetDirectoryName(recording)!);
        await File.WriteAllBytesAsync(recording, recorder.Recording(), cancellationToken);
        return [$"{name}: {outcome}", .. recorder.Summary().Select(line => $"  {line}")];
    }

    private RecipeCase? CaseOf(string name) => recipe.Cases.FirstOrDefault(one => one.Name == name);

    private (IProviderAdapter? Adapter, string? Problem) AdapterFor(RecipeCase? one)
    {
        var values = CaseSettings.Of(file, recipe, one);
        values["Base"] = tool.AbsoluteUri;
        var settings = new ProviderSettings("tool", Host, values);
        var adapter = new RecipeProviderType().Create(settings);
        return settings.Problems is [var problem, ..] ? (null, problem) : (adapter, null);
    }

    private async Task<Resolution> ResolveAsync(
        IProviderAdapter adapter,
        RecipeCase one,
        ProviderCall call,
        CancellationToken cancellationToken
    )
    {
        var path = RecipeLink.Join(tool.AbsolutePath.TrimEnd('/'), one.Link);
        return
            Link.TryParse($"https://{Host}{path}", out var link)
            && new LinkKinds(adapter.Kinds).Match(link, out var kind) is { } match
            ? await kind!.Resolve(match, call, cancellationToken)
            : throw new IOException($"No kind of link matches {path}.");
    }

    private static string WordsFor(Resolution resolution) =>
        resolution switch
        {
            Resolution.Found(var preview) => $"found: {preview.Title}",
            Resolution.NotFound => "not found",
            Resolution.Forbidden(var remedy) => $"forbidden: {remedy}",
            Resolution.SignInNeeded => "sign-in needed: the key is not valid",
            Resolution.RateLimited(var until) => $"too many requests, until {until:u}",
            Resolution.Unavailable(var reason) => $"unavailable: {reason}",
            _ => resolution.GetType().Name,
        };

    private static string WordsFor(Identification identification) =>
        identification switch
        {
            Identification.Known(var id, var login) => $"the key of {login}, whose id is {id}",
            Identification.Rejected => "the key is not valid",
            Identification.Unavailable(var reason) => $"unavailable: {reason}",
            _ => identification.GetType().Name,
        };
}
