using YamlDotNet.RepresentationModel;

namespace Unfurl.IntegrationTests.Http.BadInput;

/// <summary>An endpoint in <c>openapi.yaml</c>: new endpoints are tested automatically.</summary>
public sealed record Operation(string Method, string Path, bool TakesBody, bool NeedsBearer)
{
    public const string TokenPath = "/notion/token";

    public static IReadOnlyList<Operation> All { get; } = [.. Read()];

    public static IEnumerable<string> Paths => All.Select(operation => operation.Path).Distinct();

    public static IReadOnlyList<string> MethodsOf(string path) =>
        [.. All.Where(operation => operation.Path == path).Select(operation => operation.Method)];

    public override string ToString() => $"{Method} {Path}";

    private static IEnumerable<Operation> Read()
    {
        var yaml = new YamlStream();
        using var file = File.OpenText(RepositoryRoot.File("openapi.yaml"));
        yaml.Load(file);
        foreach (var (path, methods) in (YamlMappingNode)yaml.Documents[0].RootNode["paths"])
        {
            foreach (var (method, operation) in (YamlMappingNode)methods)
            {
                yield return new Operation(
                    method.ToString().ToUpperInvariant(),
                    PathOf(path.ToString()),
                    ((YamlMappingNode)operation).Children.ContainsKey("requestBody"),
                    operation["security"] is YamlSequenceNode { Children.Count: > 0 }
                );
            }
        }
    }

    private static string PathOf(string template) =>
        template
            .Replace("{provider}", "acme", StringComparison.Ordinal)
            .Replace("{connection}", "public", StringComparison.Ordinal)
            .Replace("{name}", "item", StringComparison.Ordinal);
}
