using Unfurl.Recipes;
using Unfurl.Testing;

namespace Unfurl.Tests.Recipes;

/// <summary>What a card can do without does not hold it.</summary>
public sealed class OptionalRequestTests : IDisposable
{
    private const string Recipe = """
        name: Desk
        public: true
        kinds:
          Issue:
            link: /issues/{id:int}
            sample: /issues/1
            requests:
              issue: { get: "/issues/{{ id }}" }
              text: { get: /text, optional: true }
            card:
              title: title
              body: { json: text, from: text }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task An_answer_that_never_comes_is_done_without()
    {
        var file = Path.Combine(_folder.FullName, "desk.yaml");
        await File.WriteAllTextAsync(file, Recipe, TestContext.Current.CancellationToken);
        var settings = new Dictionary<string, string?> { ["Recipe"] = file };
        var adapter = new RecipeProviderType().Create(new ProviderSettings("desk", "desk.acme.example", settings));
        var clock = new TestClock();
        using var tool = new Tool();
        using var http = new HttpClient(tool);
        Link.TryParse("https://desk.acme.example/issues/1", out var link).ShouldBeTrue();
        var match = new LinkKinds(adapter.Kinds).Match(link, out var kind);

        var call = new ProviderCall(http, null, clock, new NoLog());
        var resolving = kind!.Resolve(match!, call, TestContext.Current.CancellationToken);
        await tool.Asked;
        resolving.IsCompleted.ShouldBeFalse();
        await clock.AdvanceUntilAsync(resolving);

        (await resolving).ShouldBeOfType<Resolution.Found>().Preview.Title.ShouldBe("A title");
    }

    private sealed class Tool : HttpMessageHandler
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => _asked.Task;

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            if (request.RequestUri!.AbsolutePath == "/text")
            {
                _asked.TrySetResult();
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            return new HttpResponseMessage { Content = new StringContent("""{ "title": "A title" }""") };
        }
    }
}
