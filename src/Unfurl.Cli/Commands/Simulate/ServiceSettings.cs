using System.CommandLine;
using System.Net;
using Unfurl.Simulator;

namespace Unfurl.Cli.Commands.Simulate;

/// <summary>The options of both commands, before or after <c>check</c>: URLs and credentials.</summary>
internal sealed class ServiceSettings
{
    private const string DefaultListen = "http://127.0.0.1:5055";

    private readonly Option<string?> _authorizeUrl = Text(
        "--authorize-url",
        "URL",
        "The service's OAuth Authorize URL."
    );
    private readonly Option<string?> _tokenUrl = Text("--token-url", "URL", "The service's OAuth Token URL.");
    private readonly Option<string?> _unfurlUrl = Text("--unfurl-url", "URL", "The service's Unfurl Callback URL.");
    private readonly Option<string?> _deletionUrl = Text(
        "--deletion-url",
        "URL",
        "The service's Deleted Token Callback URL, if it has one."
    );
    private readonly Option<string?> _clientId = Text(
        "--client-id",
        "ID",
        "The client id that Notion presents to the service.",
        EnvironmentVariables.ClientId
    );
    private readonly Option<string?> _clientSecret = Text(
        "--client-secret",
        "SECRET",
        "The client secret that Notion presents to the service.",
        EnvironmentVariables.ClientSecret
    );
    private readonly Option<string?> _notionClientId = Text(
        "--notion-client-id",
        "ID",
        "The client id that the service presents to Notion.",
        EnvironmentVariables.NotionClientId
    );
    private readonly Option<string?> _notionClientSecret = Text(
        "--notion-client-secret",
        "SECRET",
        "The client secret that the service presents to Notion.",
        EnvironmentVariables.NotionClientSecret
    );
    private readonly Option<string> _listen = new("--listen")
    {
        HelpName = "URL",
        Description = "The address of the simulated Notion API: the service must be configured to use it.",
        DefaultValueFactory = _ => DefaultListen,
    };
    private readonly Option<string?> _redirectUri = Text(
        "--redirect-uri",
        "URL",
        "The redirect URI that the service allows [default: externalintegrationauthcallback below --listen]."
    );

    public IEnumerable<Option> All =>
        [
            _authorizeUrl,
            _tokenUrl,
            _unfurlUrl,
            _deletionUrl,
            _clientId,
            _clientSecret,
            _notionClientId,
            _notionClientSecret,
            _listen,
            _redirectUri,
        ];

    public bool HasRedirectUri(ParseResult parsed) => parsed.GetValue(_redirectUri) is not null;

    // "servesNotion" requires credentials for Notion's API. Returns null if problems were added.
    public SimulatorOptions? Read(ParseResult parsed, bool servesNotion, List<string> problems)
    {
        var listen = Listen(parsed, problems);
        var authorize = Url(parsed, _authorizeUrl, problems, isRequired: true);
        var token = Url(parsed, _tokenUrl, problems, isRequired: true);
        var unfurl = Url(parsed, _unfurlUrl, problems, isRequired: true);
        var deletion = Url(parsed, _deletionUrl, problems, isRequired: false);
        var redirect = Url(parsed, _redirectUri, problems, isRequired: false);
        var clientId = Required(parsed, _clientId, EnvironmentVariables.ClientId, problems);
        var clientSecret = Required(parsed, _clientSecret, EnvironmentVariables.ClientSecret, problems);
        var notionId = servesNotion
            ? Required(parsed, _notionClientId, EnvironmentVariables.NotionClientId, problems)
            : "none";
        var notionSecret = servesNotion
            ? Required(parsed, _notionClientSecret, EnvironmentVariables.NotionClientSecret, problems)
            : "none";
        if (problems.Count > 0)
            return null;

        var options = new SimulatorOptions
        {
            BaseUrl = Reachable(listen!),
            AuthorizeUrl = authorize!,
            TokenUrl = token!,
            UnfurlUrl = unfurl!,
            DeletionUrl = deletion,
            ClientId = clientId!,
            ClientSecret = new(clientSecret!),
            NotionClientId = notionId!,
            NotionClientSecret = new(notionSecret!),
        };
        return redirect is null ? options : options with { RedirectUri = redirect };
    }

    public Uri? Listen(ParseResult parsed, List<string> problems)
    {
        if (
            Uri.TryCreate(parsed.GetValue(_listen), UriKind.Absolute, out var listen)
            && listen is { Scheme: "http", PathAndQuery: "/" }
        )
            return listen;
        problems.Add($"{_listen.Name} must be an http address without a path, e.g. {DefaultListen}");
        return null;
    }

    // The configuration for the service.
    public static IEnumerable<string> Instructions(SimulatorOptions options) =>
        [
            $"Notion's API        {options.BaseUrl.AbsoluteUri.TrimEnd('/')}  (in place of https://api.notion.com)",
            $"Redirect URI        {options.RedirectUri.AbsoluteUri}",
            $"Notion's client     {options.ClientId}, with its secret: what Notion presents to the service",
            $"The connection      {options.NotionClientId}, with its secret: what the service presents to Notion",
        ];

    internal static Option<string?> Text(string name, string help, string description, string? variable = null) =>
        new(name)
        {
            HelpName = help,
            Description = variable is null ? description : $"{description} [env: {variable}]",
        };

    internal static Uri? Url(ParseResult parsed, Option<string?> option, List<string> problems, bool isRequired)
    {
        if (parsed.GetValue(option) is not { } text)
        {
            if (isRequired)
                problems.Add($"{option.Name} is missing");
            return null;
        }
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            return url;
        problems.Add($"{option.Name} must be an absolute http(s) URL");
        return null;
    }

    private static string? Required(ParseResult parsed, Option<string?> option, string variable, List<string> problems)
    {
        if (EnvironmentVariables.Read(parsed.GetValue(option), variable) is { } value)
            return value;
        problems.Add($"{option.Name} is missing; the environment variable {variable} may hold it");
        return null;
    }

    // A service cannot call a wildcard address, so the loopback address replaces it.
    private static Uri Reachable(Uri listen) =>
        listen.Host is "*" or "+"
        || (
            IPAddress.TryParse(listen.Host.Trim('[', ']'), out var address)
            && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
        )
            ? new UriBuilder(listen) { Host = "127.0.0.1" }.Uri
            : listen;
}
