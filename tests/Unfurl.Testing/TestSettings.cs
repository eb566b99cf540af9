using Unfurl.Demo.Site;
using Unfurl.Simulator;
using Unfurl.Testing.GitHub;

namespace Unfurl.Testing;

/// <summary>Settings that lead the service to the doubles, and the doubles to the service.</summary>
public static class TestSettings
{
    public const string ClientId = "notion";
    public const string ClientSecret = "client-secret-of-notion";
    public const string NotionClientId = "connection";
    public const string NotionClientSecret = "connection-secret";

    public static KeyValuePair<string, string?> WebhookSecret =>
        new("Unfurl:Providers:github:WebhookSecret", GitHubDelivery.Secret);

    // Required outside Development.
    public static Dictionary<string, string?> Credentials =>
        new(StringComparer.OrdinalIgnoreCase)
        {
            ["Unfurl:OAuth:ClientId"] = ClientId,
            ["Unfurl:OAuth:ClientSecret"] = ClientSecret,
            ["Unfurl:Notion:ClientId"] = NotionClientId,
            ["Unfurl:Notion:ClientSecret"] = NotionClientSecret,
        };

    public static Dictionary<string, string?> Notion(Uri notion) =>
        new(Credentials, StringComparer.OrdinalIgnoreCase) { ["Unfurl:Notion:ApiUrl"] = notion.AbsoluteUri };

    public static Dictionary<string, string?> Acme(Uri webUrl, string name = "acme", string host = AcmeCatalog.Host) =>
        new(StringComparer.OrdinalIgnoreCase)
        {
            [$"Unfurl:Providers:{name}:Type"] = "Acme",
            [$"Unfurl:Providers:{name}:Host"] = host,
            [$"Unfurl:Providers:{name}:WebUrl"] = webUrl.AbsoluteUri,
            [$"Unfurl:Providers:{name}:ClientId"] = "unfurl-demo",
            [$"Unfurl:Providers:{name}:ClientSecret"] = "unfurl-demo-secret",
        };

    public static Dictionary<string, string?> GitHub(
        GitHubDouble github,
        string name = "github",
        string host = "github.com"
    ) =>
        github
            .Settings.Append(new("Type", "GitHub"))
            .Append(new("Host", host))
            .ToDictionary(
                setting => $"Unfurl:Providers:{name}:{setting.Key}",
                setting => setting.Value,
                StringComparer.OrdinalIgnoreCase
            );

    public static SimulatorOptions Simulator(Uri notion, Uri service) =>
        new()
        {
            BaseUrl = notion,
            AuthorizeUrl = new Uri(service, "/notion/authorize"),
            TokenUrl = new Uri(service, "/notion/token"),
            UnfurlUrl = new Uri(service, "/unfurl"),
            DeletionUrl = new Uri(service, "/notion/deletion"),
            ClientId = ClientId,
            ClientSecret = new Secret(ClientSecret),
            NotionClientId = NotionClientId,
            NotionClientSecret = new Secret(NotionClientSecret),
        };
}
