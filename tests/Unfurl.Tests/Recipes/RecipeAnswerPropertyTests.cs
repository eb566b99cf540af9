using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Unfurl.Adapters.Testing;
using Unfurl.Adapters.Testing.Recordings;
using Unfurl.Recipes;
using Unfurl.Recipes.Reading;
using Unfurl.Testing;

namespace Unfurl.Tests.Recipes;

/// <summary>Whatever a tool answers, a recipe ends with an outcome.</summary>
public sealed class RecipeAnswerPropertyTests
{
    // What means something in JSON, HTML, a text or a time.
    private static readonly string[] Pieces =
    [
        "",
        "\0",
        "\n",
        "\r\n",
        "\uFEFF",
        "\u2028",
        "ünï",
        "{",
        "}",
        "[",
        "]",
        "\"",
        "\\",
        "\\ud800",
        "\\u0000",
        ",",
        ":",
        "null",
        "true",
        "[]",
        "{}",
        "\"\"",
        "-1",
        "1e999",
        "0.1",
        "99999999999999999999",
        "\"0001-01-01T00:00:00Z\"",
        "\"9999-12-31T23:59:59-23:59\"",
        "\"2026-02-30\"",
        "<",
        ">",
        "</",
        "<!--",
        "<p>",
        "</table>",
        "<template>",
        "<svg>",
        "<script>",
        "<textarea>",
        "&amp;",
        "&#0;",
        "&#x110000;",
        "====== ",
        "h1. ",
        "* ",
        "```",
        "](",
        "==",
    ];

    private static readonly string[] Headers = ["Content-Type", "Location", "Retry-After", "ETag", "Last-Modified"];

    private static readonly string[] HeaderValues =
    [
        "",
        "text/html; charset=no-such",
        "application/json; charset=\"utf-8\"",
        "text/plain; charset=utf-16",
        "://",
        "/login",
        "//other.example/",
        "https://tool.acme.example/../login",
        "-1",
        "99999999999999999999",
        "Thu, 99 Dec 2026",
        "\"",
    ];

    private static readonly IReadOnlyList<Case> Cases =
    [
        .. RecipeFiles.Included.SelectMany(name =>
            RecipeFiles
                .Read(name)
                .Recipe!.Cases.Select(one => new Case(
                    name,
                    one,
                    RecordedHttp.Load(RepositoryRoot.File("recipes", name, one.Name + ".http")).Exchanges
                ))
        ),
    ];

    [Fact]
    public void A_recipe_ends_with_an_outcome_whatever_the_answers_are()
    {
        var answer = (
            from changes in Gen.ListOf(Spoiling.Of(Pieces, repeats: 5000), 3)
            from count in Gen.Choose(0, 3)
            from status in Gen.Frequency(
                (12, Gen.Constant(0)),
                (1, Gen.Elements(200, 204, 206, 302, 304, 400, 401, 403, 404, 410, 418, 429, 500, 503))
            )
            from header in Gen.Elements(Headers)
            from value in Gen.Frequency((4, Gen.Constant<string?>(null)), (1, Gen.Elements<string?>(HeaderValues)))
            select new Answering([.. changes.Take(count)], status, header, value)
        );
        var property = Prop.ForAll(
            (from one in Gen.Elements(Cases.ToArray()) from change1 in answer select (one, change1)).ToArbitrary(),
            it => EndsWithAnOutcome(it.one, it.change1)
        );

        Check.One(Fuzz.Config(400), property);
    }

    private static bool EndsWithAnOutcome(Case one, Answering answering)
    {
        var adapter = one.Tested.Adapter;
        using var http = new HttpClient(new SpoiledTool(one.Exchanges, adapter.Origins, answering));
        var credential = adapter.SignIn is NoSignIn ? null : new Secret("key");
        var call = new ProviderCall(http, credential, TimeProvider.System, new NoLog());
        Link.TryParse($"https://{one.Tested.Host}{one.Of.Link}", out var link).ShouldBeTrue();
        var match = new LinkKinds(adapter.Kinds).Match(link, out var kind);
        var resolving = kind!.Resolve(match!, call, CancellationToken.None);
        resolving.IsCompleted.ShouldBeTrue();
        try
        {
            return resolving.GetAwaiter().GetResult() is not null;
        }
        // The service takes them as an answer that did not arrive.
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return true;
        }
    }

    private sealed record Answering(IReadOnlyList<Spoiling> Changes, int Status, string Header, string? Value);

    private sealed class Case(string recipe, RecipeCase one, IReadOnlyList<RecordedExchange> exchanges)
    {
        public RecipeCase Of => one;

        public IReadOnlyList<RecordedExchange> Exchanges => exchanges;

        public TestedAdapter Tested { get; } = Adapter(recipe, one);

        public override string ToString() => $"{recipe} {one.Name}";

        private static TestedAdapter Adapter(string recipe, RecipeCase one)
        {
            var settings = new Dictionary<string, string?> { ["Recipe"] = recipe };
            foreach (var (name, value) in one.Settings)
                settings[$"Settings:{name}"] = value;
            if (one.IsAsNobody)
                settings["SignIn"] = "None";
            return new TestedAdapter(new RecipeProviderType(), "tool.acme.example", settings);
        }
    }

    private sealed class SpoiledTool(
        IReadOnlyList<RecordedExchange> exchanges,
        IReadOnlyList<Uri> origins,
        Answering answering
    ) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            var exchange = exchanges.FirstOrDefault(it => it.Answers(request, origins)) ?? exchanges[^1];
            var headers = answering.Value is { } value
                ? exchange.Headers.Where(header => header.Key != answering.Header).Append(new(answering.Header, value))
                : exchange.Headers;
            var response = (
                exchange with
                {
                    Body = Spoiling.Spoil(exchange.Body, answering.Changes),
                    Headers = [.. headers],
                    Status = answering.Status == 0 ? exchange.Status : (HttpStatusCode)answering.Status,
                }
            ).Respond();
            return Task.FromResult(response);
        }
    }
}
