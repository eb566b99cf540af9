namespace Unfurl.Demo;

internal sealed class AcmeAdapter : IProviderAdapter
{
    private static readonly LinkPattern Item = new("Item", "/items/{number:int}", "/items/1");
    private static readonly LinkPattern Report = new("Report", "/reports/{slug:name}", "/reports/q3-results");
    private static readonly LinkPattern Person = new("Person", "/people/{login:name}", "/people/ada");
    private static readonly LinkPattern Board = new("Board", "/boards/{slug:name}", "/boards/checkout");

    private readonly AcmeClient _acme;
    private readonly AcmeCards _cards;
    private readonly AcmeRevocation _revocation;

    public AcmeAdapter(Uri webUrl, string clientId, Secret clientSecret)
    {
        var web = new AcmeUrls(webUrl);
        _acme = new AcmeClient(web);
        _revocation = new AcmeRevocation(web.UrlOf("oauth/revoke"), clientId, clientSecret);
        _cards = new AcmeCards(web);
        Origins = [webUrl];
        SignIn = new OAuthSignIn
        {
            AuthorizationEndpoint = web.UrlOf("oauth/authorize"),
            TokenEndpoint = web.UrlOf("oauth/token"),
            ClientId = clientId,
            ClientSecret = clientSecret,
            Scopes = ["read"],
            SwitchAccountParameters = new Dictionary<string, string> { ["prompt"] = "select_account" },
        };
    }

    public IReadOnlyList<LinkPattern> Patterns { get; } = [Item, Report, Person, Board];

    public IReadOnlyList<Uri> Origins { get; }

    public OAuthSignIn SignIn { get; }

    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Icons => AcmeIcons.All;

    // Acme ignores the case of slugs and logins, and the query.
    public string KeyOf(LinkMatch match) => match.Link.Path.ToLowerInvariant();

    public async Task<Resolution> ResolveAsync(LinkMatch match, ProviderCall call, CancellationToken cancellationToken)
    {
        // The API has the paths of the web site, and no character of a match needs escaping.
        var path = $"api{KeyOf(match)}";
        return match.Pattern switch
        {
            var kind when kind == Item => (
                await _acme.GetAsync(call, path, AcmeJson.Default.AcmeItemResponse, cancellationToken)
            ).Match(_cards.Item),
            var kind when kind == Report => (
                await _acme.GetAsync(call, path, AcmeJson.Default.AcmeReportResponse, cancellationToken)
            ).Match(_cards.Report),
            var kind when kind == Person => (
                await _acme.GetAsync(call, path, AcmeJson.Default.AcmePersonResponse, cancellationToken)
            ).Match(_cards.Person),
            var kind when kind == Board => (
                await _acme.GetAsync(call, path, AcmeJson.Default.AcmeBoardResponse, cancellationToken)
            ).Match(_cards.Board),
            _ => new Resolution.NotFound(),
        };
    }

    public async Task<ProviderIdentity?> IdentifyAsync(ProviderCall call, CancellationToken cancellationToken)
    {
        var result = await _acme.GetAsync(call, "api/me", AcmeJson.Default.AcmeUser, cancellationToken);
        return result.Value is { Id.Length: > 0, Login.Length: > 0 } user
            ? new ProviderIdentity(user.Id, user.Login)
            : null;
    }

    public Task<Revocation> RevokeAsync(ProviderCall call, Secret? refreshToken, CancellationToken cancellationToken) =>
        _revocation.RevokeAsync(call, refreshToken, cancellationToken);
}
