using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Unfurl.Adapters.Testing;
using Unfurl.Adapters.Testing.Recordings;
using Unfurl.Recipes;
using Unfurl.Recipes.Reading;

namespace Unfurl.IntegrationTests.Recipes;

/// <summary>A tool with one thing in it, which answers in the words that the recipe's recordings have of it.</summary>
internal sealed class RecordedTool : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _recipe;
    private readonly Recipe _read;
    private readonly RecordedHttp _shown;

    private RecordedTool(WebApplication app, string recipe)
    {
        (_app, _recipe) = (app, recipe);
        _read = RecipeFiles.Read(recipe).Recipe!;
        var shown = _read.Cases.First(one =>
            !one.IsAsNobody && File.ReadAllText(CardOf(one.Name)).Contains("\"found\"", StringComparison.Ordinal)
        );
        Link = shown.Link;
        Settings = shown.Settings;
        _shown = Recording(shown.Name)!;
    }

    public Uri Url => new(_app.Urls.First());

    public string Link { get; }

    public IReadOnlyDictionary<string, string> Settings { get; }

    public string Key { get; set; } = "";

    public Thing Thing { get; set; }

    /// <summary>Whose key it is, in the tool's own words.</summary>
    public RecordedHttp Identity => Recording("key.valid")!;

    public static async Task<RecordedTool> StartAsync(string recipe)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var tool = new RecordedTool(app, recipe);
        app.Run(tool.AnswerAsync);
        await app.StartAsync();
        return tool;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        var target = Plain(context.Features.Get<IHttpRequestFeature>()!.RawTarget);
        var isValid = HasKey(context.Request);
        if (target == Plain(Identity.Exchanges[0].Target))
            return WriteAsync(context, isValid ? Identity.Exchanges[0] : Recording("key.wrong")!.Exchanges[0]);
        if (target == Plain(_shown.Exchanges[0].Target))
            return WriteAsync(context, (isValid ? AnswerToUser() : AnswerToNobody()).Exchanges[0]);
        // What is asked for beside it.
        var beside = _shown.Exchanges.FirstOrDefault(exchange => Plain(exchange.Target) == target);
        if (beside is null || !isValid || Thing is Thing.Hidden or Thing.Missing)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }
        return WriteAsync(context, beside);
    }

    private RecordedHttp AnswerToUser() =>
        Thing switch
        {
            Thing.Hidden => First(".hidden", ".missing"),
            Thing.Missing => First(".missing"),
            _ => _shown,
        };

    // A key that has ended is often taken for none.
    private RecordedHttp AnswerToNobody() =>
        Thing == Thing.Public
            ? First(".public-key-dead", ".as-nobody", ".key-dead", ".hidden")
            : First(".key-dead", ".hidden-from-nobody", ".hidden", ".missing");

    private RecordedHttp First(params string[] endings) =>
        endings
            .Select(ending => _read.Cases.FirstOrDefault(one => one.Name.EndsWith(ending, StringComparison.Ordinal)))
            .Where(one => one is not null)
            .Select(one => Recording(one!.Name))
            .First()!;

    private bool HasKey(HttpRequest request) =>
        request
            .Headers.SelectMany(header => header.Value)
            .OfType<string>()
            .Any(value =>
                value.Contains(Key, StringComparison.Ordinal) || Decoded(value).Contains(Key, StringComparison.Ordinal)
            );

    private static string Decoded(string value)
    {
        var bytes = new byte[value.Length];
        return
            value.StartsWith("Basic ", StringComparison.Ordinal)
            && Convert.TryFromBase64String(value["Basic ".Length..], bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : "";
    }

    private static async Task WriteAsync(HttpContext context, RecordedExchange exchange)
    {
        context.Response.StatusCode = (int)exchange.Status;
        foreach (var (name, value) in exchange.Headers)
        {
            if (
                name.ToLowerInvariant()
                is not ("content-length" or "transfer-encoding" or "connection" or "content-encoding")
            )
                context.Response.Headers[name] = value;
        }
        await context.Response.Body.WriteAsync(exchange.Body);
    }

    private RecordedHttp? Recording(string name) =>
        RepositoryRoot.File("recipes", _recipe, $"{name}.http") is var file && File.Exists(file)
            ? RecordedHttp.Load(file)
            : null;

    private string CardOf(string name) => RepositoryRoot.File("recipes", _recipe, $"{name}.card.json");

    private static string Plain(string target) => Uri.UnescapeDataString(target);
}

internal enum Thing
{
    Public,
    Private,
    Hidden,
    Missing,
}
