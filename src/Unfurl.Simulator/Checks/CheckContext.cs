using Unfurl.Notion.Reading;
using Unfurl.Simulator.Checks.Browsing;
using Unfurl.Simulator.Service;
using Unfurl.Simulator.Users;

namespace Unfurl.Simulator.Checks;

/// <summary>
/// Prerequisites shared by the checks, created on first use: one denied and two granted authorizations. The first
/// grant's codes and tokens are for misuse, the second's for regular use.
/// </summary>
internal sealed class CheckContext(
    CheckOptions options,
    NotionSimulator simulator,
    NotionListener? notion,
    TimeProvider time,
    CancellationToken run
)
{
    private const string User = "check";

    private readonly IUserAgent? _userAgent =
        options.UserAgent ?? (notion is null ? null : new ManualUserAgent(notion, options.Prompt));
    private readonly List<string> _secrets = [];
    private Task<Prerequisite<AuthorizationAttempt>>? _denied;
    private Task<Prerequisite<AuthorizationAttempt>>? _first;
    private Task<Prerequisite<AuthorizationAttempt>>? _second;
    private Task<Prerequisite<TokenGrant>>? _firstTokens;
    private Task<Prerequisite<TokenGrant>>? _secondTokens;
    private readonly Dictionary<string, UnfurledLink> _links = new(StringComparer.Ordinal);
    private ParsedTokenResponse? _refreshResponse;
    private ServiceTokens? _refreshedTokens;

    public CheckOptions Options => options;

    public ServiceCalls Calls { get; } = new(simulator.Service, options.Simulator, time);

    public IReadOnlyList<TokenExchange> Exchanges => notion?.Exchanges ?? [];

    // Set by the check that misuses the first code: a service may revoke a code for that.
    public bool WasFirstCodePresented { get; set; }

    public Task<Prerequisite<AuthorizationAttempt>> DeniedAuthorizationAsync() =>
        _denied ??= options.CanDeny
            ? AuthorizeAsync(allows: false)
            : Task.FromResult(
                Prerequisite<AuthorizationAttempt>.Unmet(
                    Verdict.Skipped("the browser was not told which button refuses (--deny)")
                )
            );

    public Task<Prerequisite<AuthorizationAttempt>> FirstAuthorizationAsync() =>
        _first ??= AuthorizeAsync(allows: true);

    public async Task<Prerequisite<AuthorizationAttempt>> CompletedAuthorizationAsync() =>
        (await FirstAuthorizationAsync()).Then(first => first.RequireCallback("authorize.allowed"));

    // Connects the same account again.
    public Task<Prerequisite<AuthorizationAttempt>> SecondAuthorizationAsync() =>
        _second ??= AuthorizeAsync(allows: true);

    public Task<Prerequisite<TokenGrant>> FirstTokensAsync() => _firstTokens ??= RedeemFirstAsync();

    public async Task<Prerequisite<TokenGrant>> SecondTokensAsync() =>
        await (_secondTokens ??= RedeemAsync(await SecondAuthorizationAsync()));

    // The given access token, or the second authorization's.
    public async Task<Prerequisite<Secret>> AccessTokenAsync() =>
        options.AccessToken is { } given
            ? Prerequisite<Secret>.Of(given)
            : (await SecondTokensAsync()).Then(grant =>
                CurrentTokens(grant) is { } tokens
                    ? Prerequisite<Secret>.Of(tokens.AccessToken)
                    : Prerequisite<Secret>.Unmet(Verdict.Blocked("there is no access token: see token.answer"))
            );

    // Each link is requested once.
    public async Task<Prerequisite<IReadOnlyList<UnfurledLink>>> UnfurlLinksAsync()
    {
        if (options.Links.Count == 0)
            return Prerequisite<IReadOnlyList<UnfurledLink>>.Unmet(
                Verdict.Skipped("no link that the account can see was given (--link)")
            );
        var links = new List<UnfurledLink>();
        foreach (var link in options.Links)
        {
            var unfurled = await UnfurlAsync(link);
            if (unfurled.Value is null)
                return Prerequisite<IReadOnlyList<UnfurledLink>>.Unmet(unfurled.Verdict!);
            links.Add(unfurled.Value);
        }
        return Prerequisite<IReadOnlyList<UnfurledLink>>.Of(links);
    }

    // The link is requested once.
    public async Task<Prerequisite<UnfurledLink>> UnfurlAsync(string link)
    {
        if (_links.TryGetValue(link, out var existing))
            return Prerequisite<UnfurledLink>.Of(existing);
        var token = await AccessTokenAsync();
        if (token.Value is null)
            return Prerequisite<UnfurledLink>.Unmet(token.Verdict!);
        var began = time.GetTimestamp();
        var response = await Calls.UnfurlAsync(token.Value, link, run);
        var unfurled = new UnfurledLink(
            link,
            response,
            ParsedUnfurlResponse.Read(response.Body, null),
            time.GetElapsedTime(began)
        );
        _links[link] = unfurled;
        return Prerequisite<UnfurledLink>.Of(unfurled);
    }

    // The latest tokens of a grant, after a refresh.
    public ServiceTokens? CurrentTokens(TokenGrant grant) => _refreshedTokens ?? grant.Tokens;

    public async Task<Prerequisite<ParsedTokenResponse>> RefreshAsync(Prerequisite<ServiceTokens> tokens)
    {
        if (_refreshResponse is null && tokens.Value is { RefreshToken: { } refresh })
        {
            var response = await Calls.RefreshAsync(refresh.Reveal(), run);
            _refreshResponse = TokenResponseReader.Read(response, refresh, time.GetUtcNow());
            if (_refreshResponse.Tokens is { } renewed)
                AddSecret(renewed);
        }
        return tokens.Then(_ => Prerequisite<ParsedTokenResponse>.Of(_refreshResponse!));
    }

    // Called after the service has accepted the refreshed tokens.
    public void ReplaceTokens(ServiceTokens tokens) => _refreshedTokens = tokens;

    public (string State, string Code) BeginAuthorization()
    {
        var (state, code) = simulator.Grants.Begin(User, Workspace.For(User, null), null);
        AddSecret(code);
        return (state, code);
    }

    // A report never contains a secret, even if the service echoes it.
    public string Redact(string text) =>
        _secrets
            .Append(options.Simulator.ClientSecret.Reveal())
            .Append(options.Simulator.NotionClientSecret.Reveal())
            .Append(options.AccessToken?.Reveal() ?? "")
            .Where(secret => secret.Length > 0)
            .Aggregate(text, (clean, secret) => clean.Replace(secret, "••••", StringComparison.Ordinal));

    private async Task<Prerequisite<AuthorizationAttempt>> AuthorizeAsync(bool allows)
    {
        if (options.AccessToken is not null || _userAgent is null)
            return Prerequisite<AuthorizationAttempt>.Unmet(
                Verdict.Skipped("authorization is skipped when an access token is given (--access-token)")
            );

        var (state, code) = BeginAuthorization();
        int? before = null;
        var start = Exchanges.Count;
        var navigation = new Navigation(Calls.AuthorizeUrl(state, code), options.Simulator.RedirectUri, allows)
        {
            OnConsent = () => before = Exchanges.Count - start,
        };
        using var timeout = new CancellationTokenSource(options.AuthorizationLimit, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(run, timeout.Token);
        var result = await _userAgent.NavigateAsync(navigation, limit.Token);
        run.ThrowIfCancellationRequested();
        var authorization = new AuthorizationAttempt(state, code, result, [.. Exchanges.Skip(start)], before);
        if (authorization.Code is { } given)
            AddSecret(given);
        return Prerequisite<AuthorizationAttempt>.Of(authorization);
    }

    private async Task<Prerequisite<TokenGrant>> RedeemFirstAsync()
    {
        var first = await RedeemAsync(await FirstAuthorizationAsync());
        // The code was presented with another redirect_uri before, and the service may have revoked it for that.
        return WasFirstCodePresented && first.Value is { } grant && TokenResponseReader.IsInvalidGrant(grant.Response)
            ? await RedeemAsync(await AuthorizeAsync(allows: true))
            : first;
    }

    private async Task<Prerequisite<TokenGrant>> RedeemAsync(Prerequisite<AuthorizationAttempt> authorization)
    {
        if (authorization.Value is not { } given)
            return Prerequisite<TokenGrant>.Unmet(authorization.Verdict!);
        if (given.Code is not { } code)
            return Prerequisite<TokenGrant>.Unmet(Verdict.Blocked("there is no code: see authorize.allowed"));

        var response = await Calls.RedeemAsync(code, run);
        var reading = TokenResponseReader.Read(response, null, time.GetUtcNow());
        if (reading.Tokens is { } tokens)
            AddSecret(tokens);
        return Prerequisite<TokenGrant>.Of(new(code, response, reading));
    }

    private void AddSecret(ServiceTokens tokens)
    {
        AddSecret(tokens.AccessToken.Reveal());
        AddSecret(tokens.RefreshToken?.Reveal() ?? "");
    }

    private void AddSecret(string secret) => _secrets.Add(secret);
}
