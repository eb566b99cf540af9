using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Unfurl.IntegrationTests.Cli;

/// <summary><c>unfurl recipe record</c> with a tool that lies below a path.</summary>
public sealed class RecipeRecordTests : IAsyncLifetime
{
    private const string Key = "ada-secret-key";

    private const string Recipe = """
        name: Wiki
        public: true
        key:
          name: API key
          header: X-Key
          check: { get: /api/me, id: id }
        kinds:
          Page:
            link: /pages/{number:int}
            sample: /pages/1
            requests:
              page:
                get: /api/pages/{{ number }}
              votes:
                get: /api/pages/{{ number }}/votes?of=all
                optional: true
            card:
              title: title
              fields: { Votes: { json: votes, from: votes } }
        cases:
          page.shown: /pages/1
          page.hidden: /pages/2
          page.as-nobody: { link: /pages/1, as: nobody }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("unfurl-record-").FullName;
    private readonly ConcurrentBag<string> _keys = [];
    private WebApplication _tool = null!;

    private string File => Path.Combine(_folder, "wiki.yaml");

    private string Base => $"{_tool.Urls.First()}/wiki";

    public async ValueTask InitializeAsync()
    {
        await System.IO.File.WriteAllTextAsync(File, Recipe, TestContext.Current.CancellationToken);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _tool = builder.Build();
        _tool.Urls.Add("http://127.0.0.1:0");
        _tool.Run(AnswerAsync);
        await _tool.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _tool.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task What_a_tool_answers_becomes_recordings_of_which_cards_are_made()
    {
        var recorded = await RecordAsync(Key, "page.shown", "page.hidden", "page.as-nobody", "key.valid");
        var wrong = await RecordAsync("nobodys", "key.wrong");
        var tested = await UnfurlProgram.RunAsync(["recipe", "test", File, "--update"]);

        recorded
            .Output.ReplaceLineEndings("\n")
            .ShouldBe(
                $"""
                page.shown: found: Grüße
                  GET {Base}/api/pages/1: 200
                  GET {Base}/api/pages/1/votes?of=all: 200
                page.hidden: sign-in needed: the key is not valid
                  GET {Base}/api/pages/2: 302
                  GET {Base}/api/pages/2/votes?of=all: 401, Retry-After: 20
                page.as-nobody: found: Grüße
                  GET {Base}/api/pages/1: 200
                  GET {Base}/api/pages/1/votes?of=all: 200
                key.valid: the key of 7, whose id is 7
                  GET {Base}/api/me: 200

                """,
                recorded.Errors
            );
        wrong.Output.ShouldStartWith("key.wrong: the key is not valid\n", customMessage: wrong.Errors);
        tested.Output.ShouldEndWith("6 passed, 0 failed\n");
        Recorded("page.shown")
            .ShouldBe(
                """
                GET /api/pages/1

                HTTP/1.1 200 OK
                X-Reason: none
                Content-Type: application/json

                {"title":"Grüße","url":"https://tool.acme.example/pages/1"}
                ###
                # @optional
                GET /api/pages/1/votes?of=all

                HTTP/1.1 200 OK
                X-Reason: none
                Content-Type: application/json

                {"votes":3}
                """
            );
        _keys.ShouldBe([Key, Key, Key, Key, "", "", Key, "nobodys"], ignoreOrder: true);
    }

    [Fact]
    public async Task Neither_a_key_nor_a_cookie_nor_the_tools_address_is_written_down()
    {
        await RecordAsync(Key, "page.hidden", "key.valid");

        Recorded("page.hidden")
            .ShouldContain(
                "Location: https://tool.acme.example/login?back=https%3A%2F%2Ftool.acme.example%2Fapi%2Fpages%2F2"
            );
        Recorded("key.valid").ShouldContain("\"api_key\":\"KEY\"");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_folder, "wiki")))
        {
            var text = await System.IO.File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            text.ShouldNotContain(Key);
            text.ShouldNotContain("Cookie");
            text.ShouldNotContain(new Uri(Base).Authority);
        }
    }

    [Fact]
    public async Task The_tools_address_is_not_written_down_as_PHP_writes_it()
    {
        await RecordAsync(Key, "key.valid");

        Recorded("key.valid")
            .ShouldContain(
                """
                "page":"https:\/\/tool.acme.example\/ada"
                """
            );
    }

    [Fact]
    public async Task A_recording_without_an_answer_is_not_kept()
    {
        await System.IO.File.AppendAllTextAsync(
            File,
            "\n  page.broken: /pages/3",
            TestContext.Current.CancellationToken
        );

        var run = await RecordAsync(Key, "page.broken");

        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldContain("GET /api/pages/3/votes?of=all was not answered");
        System.IO.File.Exists(Path.Combine(_folder, "wiki", "page.broken.http")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("", "page.shown", "needs a key in the environment variable UNFURL_KEY")]
    [InlineData(Key, "page.other", "it has page.shown, page.hidden, page.as-nobody")]
    public async Task What_cannot_be_recorded_is_said_and_nothing_is_asked(string key, string name, string problem)
    {
        var run = await RecordAsync(key, "page.as-nobody", name);

        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldContain(problem);
        _keys.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("wiki.acme.com")]
    [InlineData("https://wiki.acme.com/?a=b")]
    [InlineData("ftp://wiki.acme.com")]
    public async Task The_address_of_a_tool_is_one(string address)
    {
        var run = await UnfurlProgram.RunAsync(["recipe", "record", File, "page.as-nobody", "--base", address]);

        run.ExitCode.ShouldNotBe(0);
        run.Errors.ShouldContain("--base is an address such as https://wiki.acme.com");
    }

    [Fact]
    public async Task A_tool_that_does_not_answer_is_said()
    {
        var run = await UnfurlProgram.RunAsync([
            "recipe",
            "record",
            File,
            "page.as-nobody",
            "--base",
            "http://127.0.0.1:1",
        ]);

        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldContain("http://127.0.0.1:1/: ");
    }

    private Task<UnfurlProgram.Run> RecordAsync(string key, params string[] cases) =>
        UnfurlProgram.RunAsync(
            ["recipe", "record", File, .. cases, "--base", Base],
            new KeyValuePair<string, string>("UNFURL_KEY", key)
        );

    private string Recorded(string name) => System.IO.File.ReadAllText(Path.Combine(_folder, "wiki", name + ".http"));

    private async Task AnswerAsync(HttpContext context)
    {
        var key = context.Request.Headers["X-Key"].ToString();
        _keys.Add(key);
        context.Response.Headers.SetCookie = $"session={Key}";
        context.Response.Headers["X-Reason"] = "none";
        context.Response.ContentType = "application/json";
        switch (context.Request.Path.Value)
        {
            case "/wiki/api/pages/1":
                await context.Response.WriteAsync($$"""{"title":"Grüße","url":"{{Base}}/pages/1"}""");
                break;
            case "/wiki/api/pages/1/votes":
                await context.Response.WriteAsync("""{"votes":3}""");
                break;
            case "/wiki/api/pages/2":
                context.Response.Redirect($"{Base}/login?back={Uri.EscapeDataString($"{Base}/api/pages/2")}");
                break;
            case "/wiki/api/pages/3":
                await context.Response.WriteAsync("""{"title":"Without votes"}""");
                break;
            case "/wiki/api/pages/3/votes":
                context.Abort();
                break;
            case "/wiki/api/me" when key == Key:
                var page = $"{Base}/ada".Replace("/", "\\/", StringComparison.Ordinal);
                await context.Response.WriteAsync($$"""{"id":7,"api_key":"{{Key}}","page":"{{page}}"}""");
                break;
            default:
                context.Response.StatusCode = 401;
                context.Response.Headers.RetryAfter = "20";
                break;
        }
    }
}
