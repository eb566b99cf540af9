using Unfurl.Simulator.Checks.Browsing;
using Unfurl.Simulator.People;
using Unfurl.Simulator.Reading;
using Unfurl.Simulator.Service;

namespace Unfurl.Simulator.Checks;

/// <summary>
/// What the checks share, each brought about when the first check needs it: somebody refuses, allows, and allows again;
/// the first codes and tokens are there to be abused, the second to be used.
/// </summary>
internal sealed class CheckContext(
    CheckOptions options,
    NotionSimulator simulator,
    NotionListener? notion,
    TimeProvider time,
    CancellationToken run
)
{
    /// <summary>The one who connects; one workspace is enough.</summary>
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

    /// <summary>Set by the check that presents the first code wrongly: a service may end a code for that.</summary>
    public bool WasFirstCodePresented { get; set; }

    /// <summary>Somebody refuses.</summary>
    public Task<Prerequisite<AuthorizationAttempt>> DeniedAuthorizationAsync() =>
        _denied ??= options.CanDeny
            ? AuthorizeAsync(allows: false)
            : Task.FromResult(
                Prerequisite<AuthorizationAttempt>.Unmet(
                    Verdict.Skipped("the browser was not told which button refuses (--deny)")
                )
            );

    /// <summary>Somebody allows; what comes of it is there to be abused.</summary>
    public Task<Prerequisite<AuthorizationAttempt>> FirstAuthorizationAsync() =>
        _first ??= AuthorizeAsync(allows: true);

    /// <summary>The first authorization, once somebody has come back from it.</summary>
    public async Task<Prerequisite<AuthorizationAttempt>> CompletedAuthorizationAsync() =>
        (await FirstAuthorizationAsync()).Then(first => first.RequireCallback("authorize.allowed"));

    /// <summary>The same account is connected again; what comes of it is there to be used.</summary>
    public Task<Prerequisite<AuthorizationAttempt>> SecondAuthorizationAsync() =>
        _second ??= AuthorizeAsync(allows: true);

    /// <summary>The tokens for the first code.</summary>
    public Task<Prerequisite<TokenGrant>> FirstTokensAsync() => _firstTokens ??= RedeemFirstAsync();

    /// <summary>The tokens for the second code.</summary>
    public async Task<Prerequisite<TokenGrant>> SecondTokensAsync() =>
        await (_secondTokens ??= RedeemAsync(await SecondAuthorizationAsync()));

    /// <summary>The access token to unfurl with: the one that was given, or the second authorization's.</summary>
    public async Task<Prerequisite<Secret>> AccessTokenAsync() =>
        options.AccessToken is { } given
            ? Prerequisite<Secret>.Of(given)
            : (await SecondTokensAsync()).Then(grant =>
                CurrentTokens(grant) is { } tokens
                    ? Prerequisite<Secret>.Of(tokens.AccessToken)
                    : Prerequisite<Secret>.Unmet(Verdict.Blocked("there is no access token: see token.answer"))
            );

    /// <summary>All links that the account can see, each asked for once.</summary>
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

    /// <summary>What the service answers for a link; asked for once.</summary>
    public async Task<Prerequisite<UnfurledLink>> UnfurlAsync(string link)
    {
        if (_links.TryGetValue(link, out var known))
            return Prerequisite<UnfurledLink>.Of(known);
        var token = await AccessTokenAsync();
        if (token.Value is null)
            return Prerequisite<UnfurledLink>.Unmet(token.Verdict!);
        var began = time.GetTimestamp();
        var answer = await Calls.UnfurlAsync(token.Value, link, run);
        var unfurled = new UnfurledLink(
            link,
            answer,
            ParsedUnfurlResponse.Read(answer.Body, null),
            time.GetElapsedTime(began)
        );
        _links[link] = unfurled;
        return Prerequisite<UnfurledLink>.Of(unfurled);
    }

    /// <summary>What a grant's tokens are now.</summary>
    public ServiceTokens? CurrentTokens(TokenGrant grant) => _refreshedTokens ?? grant.Tokens;

    /// <summary>The answer to the second authorization's refresh token.</summary>
    public async Task<Prerequisite<ParsedTokenResponse>> RefreshAsync(Prerequisite<ServiceTokens> tokens)
    {
        if (_refreshResponse is null && tokens.Value is { RefreshToken: { } refresh })
        {
            var answer = await Calls.RefreshAsync(refresh.Reveal(), run);
            _refreshResponse = TokenResponseReader.Read(answer, refresh, time.GetUtcNow());
            if (_refreshResponse.Tokens is { } renewed)
                AddSecret(renewed);
        }
        return tokens.Then(_ => Prerequisite<ParsedTokenResponse>.Of(_refreshResponse!));
    }

    /// <summary>The refreshed tokens are accepted, so they take the place of those before.</summary>
    public void ReplaceTokens(ServiceTokens tokens) => _refreshedTokens = tokens;

    /// <summary>A new state and a new code of Notion's.</summary>
    public (string State, string Code) BeginAuthorization()
    {
        var (state, code) = simulator.Grants.Begin(User, Workspace.For(User, null), null);
        AddSecret(code);
        return (state, code);
    }

    /// <summary>Nothing secret is ever reported, even when the service repeats it.</summary>
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
                Verdict.Skipped("nobody authorizes when an access token is given (--access-token)")
            );

        var (state, code) = BeginAuthorization();
        int? before = null;
        var start = Exchanges.Count;
        var errand = new Navigation(Calls.AuthorizeUrl(state, code), options.Simulator.RedirectUri, allows)
        {
            OnConsent = () => before = Exchanges.Count - start,
        };
        using var patience = new CancellationTokenSource(options.AuthorizationLimit, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(run, patience.Token);
        var back = await _userAgent.NavigateAsync(errand, limit.Token);
        run.ThrowIfCancellationRequested();
        var authorization = new AuthorizationAttempt(state, code, back, [.. Exchanges.Skip(start)], before);
        if (authorization.Code is { } given)
            AddSecret(given);
        return Prerequisite<AuthorizationAttempt>.Of(authorization);
    }

    private async Task<Prerequisite<TokenGrant>> RedeemFirstAsync()
    {
        var first = await RedeemAsync(await FirstAuthorizationAsync());
        // The code was presented with another redirect_uri before, and the service has ended it for that, as it may.
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

        var answer = await Calls.RedeemAsync(code, run);
        var reading = TokenResponseReader.Read(answer, null, time.GetUtcNow());
        if (reading.Tokens is { } tokens)
            AddSecret(tokens);
        return Prerequisite<TokenGrant>.Of(new(code, answer, reading));
    }

    private void AddSecret(ServiceTokens tokens)
    {
        AddSecret(tokens.AccessToken.Reveal());
        AddSecret(tokens.RefreshToken?.Reveal() ?? "");
    }

    private void AddSecret(string secret) => _secrets.Add(secret);
}
