using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Unfurl.GitHub.Apps;

/// <summary>Registers a GitHub App: https://docs.github.com/en/apps/sharing-github-apps/registering-a-github-app-from-a-manifest.</summary>
internal sealed partial class GitHubAppRegistrar : IAppRegistrar
{
    // A private key, a few names and the list of permissions.
    private const int MaxResponseBytes = 64 * 1024;

    // Organizations have logins as users do.
    private const int MaxLogin = 39;

    public AppHost? HostOf(string text)
    {
        var trimmed = text.Trim();
        // A GitHub behind a tunnel, whose links have another host.
        if (Uri.TryCreate(trimmed, UriKind.Absolute, out var url) && url is { Scheme: "http", IsLoopback: true })
        {
            var root = new Uri(url.GetLeftPart(UriPartial.Authority));
            return new(url.Host, root, root.Below("api/v3"));
        }
        if (
            Uri.CheckHostName(trimmed) != UriHostNameType.Dns
            || !trimmed.Contains('.', StringComparison.Ordinal)
            || !Link.TryParse($"https://{trimmed}/", out var link)
        )
            return null;
        var settings = new GitHubOptions(link.Host);
        return new(link.Host, settings.WebUrl, settings.ApiUrl);
    }

    public AppForm? FormFor(AppHost host, AppRequest request)
    {
        if (request.Organization is { } name && !IsLogin(name))
            return null;
        var path = request.Organization is { } organization
            ? $"organizations/{organization}/settings/apps/new"
            : "settings/apps/new";
        return new(
            new Uri($"{host.Web.Below(path).AbsoluteUri}?state={Uri.EscapeDataString(request.State)}"),
            new Dictionary<string, string>
            {
                ["manifest"] = AppManifest.Of(request, new GitHubOptions(host.Name).IsHostedByGitHub).ToJsonString(),
            }
        );
    }

    public async Task<AppRegistration> CompleteAsync(
        AppHost host,
        string code,
        HttpClient http,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            host.Api.Below($"app-manifests/{Uri.EscapeDataString(code)}/conversions")
        );
        request.Headers.UserAgent.Add(GitHubClient.UserAgent);
        request.Headers.Accept.ParseAdd(GitHubMediaTypes.Default);
        try
        {
            using var response = await http.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                cancellationToken
            );
            return await GitHubResponse.ReadAsync(response, MaxResponseBytes, time, cancellationToken) is { } read
                ? Read(host, read)
                : new AppRegistration.Failed($"more than {MaxResponseBytes} bytes");
        }
        catch (OperationCanceledException)
        {
            return new AppRegistration.Failed("timeout");
        }
        catch (HttpRequestException e)
        {
            return new AppRegistration.Failed($"connection failed: {e.HttpRequestError}");
        }
        catch (IOException)
        {
            return new AppRegistration.Failed("the response was cut off");
        }
    }

    private static AppRegistration Read(AppHost host, GitHubResponse response)
    {
        // GitHub answers 422 to what cannot be a code.
        if (response.Status is HttpStatusCode.NotFound or HttpStatusCode.UnprocessableEntity)
            return new AppRegistration.Rejected();
        if (response.Status != HttpStatusCode.Created)
            return new AppRegistration.Failed($"HTTP {(int)response.Status}");
        if (
            GitHubClient.Parse(response, ConversionJson.Default.Conversion) is not { } app
            || !IsPlain(app.ClientId)
            || !IsPlain(app.ClientSecret)
            || app.WebhookSecret is { } secret && !IsPlain(secret)
            || !Uri.TryCreate(app.HtmlUrl, UriKind.Absolute, out var page)
            || page.GetLeftPart(UriPartial.Authority) != host.Web.GetLeftPart(UriPartial.Authority)
        )
            return new AppRegistration.Failed("the response is not GitHub's JSON");

        var settings = new List<KeyValuePair<string, Secret>>
        {
            new(nameof(GitHubOptions.ClientId), new(app.ClientId)),
            new(nameof(GitHubOptions.ClientSecret), new(app.ClientSecret)),
        };
        if (app.WebhookSecret is { } webhookSecret)
            settings.Add(new(nameof(GitHubOptions.WebhookSecret), new(webhookSecret)));
        return new AppRegistration.Done(
            settings,
            new Uri(page.GetLeftPart(UriPartial.Path)).Below("installations/new")
        );
    }

    private static bool IsLogin(string text) =>
        text.Length is > 0 and <= MaxLogin && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    // What goes into a line of settings has no line breaks.
    private static bool IsPlain(string text) => text.Length is > 0 and <= 1000 && text.All(c => c is > ' ' and <= '~');

    private sealed record Conversion(
        string ClientId,
        string ClientSecret,
        string HtmlUrl,
        string? WebhookSecret = null
    );

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true
    )]
    [JsonSerializable(typeof(Conversion))]
    private sealed partial class ConversionJson : JsonSerializerContext;
}
