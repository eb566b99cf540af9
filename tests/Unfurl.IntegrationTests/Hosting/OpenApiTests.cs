using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using YamlDotNet.RepresentationModel;

namespace Unfurl.IntegrationTests.Hosting;

/// <summary>
/// <c>openapi.yaml</c> is the document that the service serves. <c>UPDATE_OPENAPI=1 ./test --filter OpenApiTests</c>
/// rewrites it.
/// </summary>
public sealed class OpenApiTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task The_file_at_the_root_equals_the_served_document(string environment)
    {
        var file = RepositoryRoot.File("openapi.yaml");

        var served = await ServedAsync(environment);

        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") is { Length: > 0 })
            await File.WriteAllTextAsync(file, served, Cancellation);
        var kept = await File.ReadAllTextAsync(file, Cancellation);
        if (kept != served)
            Assert.Fail($"openapi.yaml is out of date; UPDATE_OPENAPI=1 writes it anew.\n{Difference(kept, served)}");
    }

    [Fact]
    public async Task It_names_every_operation_once_with_its_responses()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(await ServedAsync("Production")));
        var paths = (YamlMappingNode)yaml.Documents[0].RootNode["paths"];

        var operations = paths
            .Children.SelectMany(path => ((YamlMappingNode)path.Value).Children.Select(method => method.Value))
            .ToList();

        operations.Select(operation => operation["operationId"].ToString()).ShouldBeUnique();
        operations.ShouldAllBe(operation => operation["summary"].ToString().Length > 0);
        operations.ShouldAllBe(operation => ((YamlMappingNode)operation["responses"]).Children.Count > 0);
        var names = paths.Children.Keys.Select(path => path.ToString()).ToList();
        names.ShouldAllBe(path => !path.StartsWith("/demo") && !path.StartsWith("/lab/notion"));
        string[] promised = ["/notion/authorize", "/notion/token", "/notion/deletion", "/unfurl", "/health/ready"];
        foreach (var path in promised)
            names.ShouldContain(path);
    }

    private static async Task<string> ServedAsync(string environment)
    {
        await using var service =
            environment == "Production"
                ? UnfurlHost.Start(Some.MinimalProductionSettings(), environment)
                : UnfurlHost.Start();
        using var client = service.CreateClient();
        using var response = await client.GetAsync("/openapi.yaml", Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }

    private static string Difference(string kept, string served) =>
        string.Join(
            '\n',
            new InlineDiffBuilder(new Differ())
                .BuildDiffModel(kept, served)
                .Lines.Where(line => line.Type is ChangeType.Inserted or ChangeType.Deleted)
                .Select(line => $"{(line.Type == ChangeType.Inserted ? '+' : '-')} {line.Text}")
        );
}
