using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Unfurl.Recipes;
using Unfurl.Testing.Providers;

namespace Unfurl.Benchmarks.Recipes;

/// <summary>What a recipe costs beside the same adapter in C#, by the processor time of a link: its tool answers in no time.</summary>
internal static class RecipeBench
{
    private const string Host = "redmine.acme.com";
    private const int Rounds = 201;
    private const int LinksPerTurn = 100;

    public static void Run()
    {
        using var http = new HttpClient(new Tool(Issue()));
        var call = new ProviderCall(http, new Secret("key"), TimeProvider.System, new NoLog());
        var settings = new ProviderSettings(
            "redmine",
            Host,
            new Dictionary<string, string?> { ["Recipe"] = "redmine" }
        );
        (string What, IProviderAdapter Adapter)[] cases =
        [
            ("C#", new RedmineInCSharp()),
            ("C#, once more", new RedmineInCSharp()),
            ("recipe", new RecipeProviderType().Create(settings)),
        ];
        if (settings.Problems.Count > 0)
            throw new InvalidOperationException(string.Join('\n', settings.Problems));
        var times = cases.Select(_ => new List<double>()).ToArray();
        for (var round = -20; round < Rounds; round++)
        {
            for (var i = 0; i < cases.Length; i++)
            {
                var time = Measure(cases[i].Adapter, call);
                if (round >= 0)
                    times[i].Add(time);
            }
        }
        for (var i = 0; i < cases.Length; i++)
        {
            var ratios = times[i].Zip(times[0], (time, first) => time / first).Order().ToArray();
            Console.WriteLine(
                $"{cases[i].What, -30} {times[i].Order().ElementAt(Rounds / 2), 6:0.0} µs  {ratios[Rounds / 2]:0.00} × ({ratios[Rounds / 4]:0.00} to {ratios[Rounds * 3 / 4]:0.00})"
            );
        }
    }

    // Microseconds a link.
    private static double Measure(IProviderAdapter adapter, ProviderCall call)
    {
        var kind = adapter.Kinds[0];
        if (!Link.TryParse($"https://{Host}/issues/12", out var link) || kind.Pattern.Match(link) is not { } match)
            throw new InvalidOperationException("The link does not match.");
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < LinksPerTurn; i++)
        {
            if (kind.Resolve(match, call, default).GetAwaiter().GetResult() is not Resolution.Found)
                throw new InvalidOperationException("There is no card.");
        }
        return Stopwatch.GetElapsedTime(began).TotalMicroseconds / LinksPerTurn;
    }

    // 10 KB, of which half is the description.
    private static byte[] Issue()
    {
        var description = new StringBuilder("h2. Steps\r\n\r\n");
        while (description.Length < 5000)
            description.Append(
                "# Open *the page* and press @Login@, as \"the manual\":https://docs.acme.com says.\r\n"
            );
        return JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                issue = new
                {
                    id = 12,
                    project = new { id = 1, name = "Checkout" },
                    tracker = new { id = 1, name = "Bug" },
                    status = new
                    {
                        id = 7,
                        name = "In Review",
                        is_closed = false,
                    },
                    priority = new { id = 3, name = "High" },
                    author = new { id = 5, name = "Ada Quux" },
                    assigned_to = new { id = 5, name = "Ada Quux" },
                    fixed_version = new { id = 1, name = "2.0" },
                    subject = "Login fails for O'Brien",
                    description = description.ToString(),
                    start_date = "2026-11-02",
                    due_date = "2026-12-01",
                    done_ratio = 40,
                    is_private = false,
                    custom_fields = Enumerable
                        .Range(1, 60)
                        .Select(i => new
                        {
                            id = i,
                            name = $"Custom field {i}",
                            value = $"The value of number {i}",
                        }),
                    created_on = "2026-11-28T17:40:58Z",
                    updated_on = "2026-11-28T17:40:58Z",
                    closed_on = (string?)null,
                },
            }
        );
    }

    private sealed class Tool(byte[] body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            var content = new ByteArrayContent(body);
            content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });
        }
    }
}
