using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Text.Json;

namespace Unfurl.Tracker;

/// <summary>A plugin for an issue tracker, with any of the sign-ins that need no OAuth.</summary>
public sealed class TrackerProviderType : IProviderType
{
    public string Name => "Tracker";

    public IProviderAdapter Create(ProviderSettings settings) =>
        new TrackerAdapter(settings.Read(new TrackerOptions()));
}

internal sealed class TrackerOptions
{
    [Required]
    [Setting("the tracker's address")]
    public Uri Url { get; set; } = new("http://localhost");

    [Setting("how users are known: PersonalKey, Shared or None")]
    public string SignIn { get; set; } = "PersonalKey";

    [Setting("the key of all, with SignIn Shared")]
    public Secret Key { get; set; } = new("none");
}

internal sealed class TrackerAdapter : IProviderAdapter
{
    private readonly Uri _url;

    public TrackerAdapter(TrackerOptions options)
    {
        _url = options.Url;
        Origins = [options.Url];
        Kinds = [new(new("Issue", "/issues/{number:int}[/{tab:notes}]", "/issues/1"), ResolveAsync)];
        SignIn = options.SignIn switch
        {
            "Shared" => new SharedSignIn(options.Key),
            "None" => new NoSignIn(),
            _ => new PersonalKeySignIn
            {
                Identify = IdentifyAsync,
                KeyName = "API access key",
                KeyPage = new Uri(options.Url, "my/account"),
            },
        };
    }

    public IReadOnlyList<LinkKind> Kinds { get; }

    public IReadOnlyList<Uri> Origins { get; }

    public SignIn SignIn { get; }

    private async Task<Resolution> ResolveAsync(LinkMatch match, ProviderCall call, CancellationToken cancellationToken)
    {
        using var response = await SendAsync($"issues/{match["number"]}.json", call, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return new Resolution.NotFound();
        if (response.StatusCode == HttpStatusCode.Unauthorized)
            return new Resolution.SignInNeeded();
        if (!response.IsSuccessStatusCode)
            return new Resolution.Unavailable($"HTTP {(int)response.StatusCode}");
        using var issue = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        return new Resolution.Found(new Preview { Title = issue.RootElement.GetProperty("title").GetString()! })
        {
            Audience = issue.RootElement.GetProperty("is_public").GetBoolean() ? Audience.Public : Audience.Account,
            Resources = [new($"issue:{match["number"]}")],
        };
    }

    private async Task<Identification> IdentifyAsync(ProviderCall call, CancellationToken cancellationToken)
    {
        using var response = await SendAsync("users/current.json", call, cancellationToken);
        if (response.StatusCode == HttpStatusCode.Unauthorized)
            return new Identification.Rejected();
        if (!response.IsSuccessStatusCode)
            return new Identification.Unavailable($"HTTP {(int)response.StatusCode}");
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        var user = body.RootElement.GetProperty("user");
        return new Identification.Known(user.GetProperty("id").GetString()!, user.GetProperty("login").GetString()!);
    }

    private async Task<HttpResponseMessage> SendAsync(
        string path,
        ProviderCall call,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_url, path));
        if (call.Credential is not null)
            request.Headers.Add("X-Tracker-Key", call.RevealCredential());
        return await call.Http.SendAsync(request, cancellationToken);
    }
}
