using System.Text.Json.Serialization.Metadata;

namespace Unfurl.Demo;

internal sealed class AcmeAdapter : IProviderAdapter
{
    private static readonly LinkPattern Item = new("Item", "/items/{number:int}", "/items/1");
    private static readonly LinkPattern Report = new("Report", "/reports/{slug:name}", "/reports/q3-results");
    private static readonly LinkPattern Person = new("Person", "/people/{login:name}", "/people/ada");
    private static readonly LinkPattern Board = new("Board", "/boards/{slug:name}", "/boards/checkout");

    private readonly AcmeClient _acme;

    public AcmeAdapter(Uri webUrl, string clientId, Secret clientSecret, Secret? webhookSecret = null)
    {
        var web = new AcmeUrls(webUrl);
        var cards = new AcmeCards(web);
        _acme = new AcmeClient(web);
        Kinds =
        [
            Kind(Item, AcmeJson.Default.AcmeItemResponse, cards.Item),
            Kind(Report, AcmeJson.Default.AcmeReportResponse, cards.Report),
            Kind(Person, AcmeJson.Default.AcmePersonResponse, cards.Person),
            Kind(Board, AcmeJson.Default.AcmeBoardResponse, cards.Board),
        ];
        Origins = [webUrl];
        SignIn = new OAuthSignIn
        {
            AuthorizationEndpoint = web.UrlOf("oauth/authorize"),
            TokenEndpoint = web.UrlOf("oauth/token"),
            ClientId = clientId,
            ClientSecret = clientSecret,
            Scopes = ["read"],
            SwitchAccountParameters = new Dictionary<string, string> { ["prompt"] = "select_account" },
            Identify = IdentifyAsync,
            Revoke = new AcmeRevocation(web.UrlOf("oauth/revoke"), clientId, clientSecret).RevokeAsync,
        };
        Webhooks = new AcmeWebhooks(webhookSecret);
    }

    public IReadOnlyList<LinkKind> Kinds { get; }

    public IReadOnlyList<Uri> Origins { get; }

    public SignIn SignIn { get; }

    public IWebhookReceiver Webhooks { get; }

    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Icons => AcmeIcons.All;

    private LinkKind Kind<T>(LinkPattern pattern, JsonTypeInfo<T> type, Func<T, Resolution> card)
        where T : class =>
        new(
            pattern,
            // The API has the paths of the web site, and no character of a match needs escaping.
            async (match, call, cancellationToken) =>
                (await _acme.GetAsync(call, $"api{KeyOf(match)}", type, cancellationToken)).Match(card)
        )
        {
            Key = KeyOf,
        };

    // Acme ignores the case of slugs and logins, and the query.
    private static string KeyOf(LinkMatch match) => match.Link.Path.ToLowerInvariant();

    private async Task<Identification> IdentifyAsync(ProviderCall call, CancellationToken cancellationToken)
    {
        var result = await _acme.GetAsync(call, "api/me", AcmeJson.Default.AcmeUser, cancellationToken);
        return result switch
        {
            { Value: { Id.Length: > 0, Login.Length: > 0 } user } => new Identification.Known(user.Id, user.Login),
            { Failure: Resolution.SignInNeeded } => new Identification.Rejected(),
            { Failure: Resolution.Unavailable(var reason) } => new Identification.Unavailable(reason),
            _ => new Identification.Unavailable("no id and login"),
        };
    }
}
