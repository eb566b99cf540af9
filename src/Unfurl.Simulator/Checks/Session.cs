using Unfurl.Simulator.Checks.Browsing;
using Unfurl.Simulator.People;
using Unfurl.Simulator.Reading;
using Unfurl.Simulator.Service;

namespace Unfurl.Simulator.Checks;

/// <summary>
/// What the checks share, each brought about when the first check needs it: somebody refuses, allows, and allows again;
/// the first codes and tokens are there to be abused, the second to be used.
/// </summary>
internal sealed class Session(
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
        options.UserAgent ?? (notion is null ? null : new WaitingUserAgent(notion, options.Tell));
    private readonly List<string> _secrets = [];
    private Task<Step<Authorization>>? _refused;
    private Task<Step<Authorization>>? _first;
    private Task<Step<Authorization>>? _second;
    private Task<Step<TokenGrant>>? _abused;
    private Task<Step<TokenGrant>>? _used;
    private readonly Dictionary<string, UnfurledLink> _links = new(StringComparer.Ordinal);
    private TokenReading? _renewal;
    private ServiceTokens? _renewed;

    public CheckOptions Options => options;

    public ServiceCalls Calls { get; } = new(simulator.Service, options.Simulator, time);

    public IReadOnlyList<TokenExchange> Exchanges => notion?.Exchanges ?? [];

    /// <summary>Set by the check that presents the first code wrongly: a service may end a code for that.</summary>
    public bool WasFirstCodePresented { get; set; }

    /// <summary>Somebody refuses.</summary>
    public Task<Step<Authorization>> RefusedAsync() =>
        _refused ??= options.CanDeny
            ? AuthorizeAsync(allows: false)
            : Task.FromResult(
                Step<Authorization>.Without(Verdict.Skipped("the browser was not told which button refuses (--deny)"))
            );

    /// <summary>Somebody allows; what comes of it is there to be abused.</summary>
    public Task<Step<Authorization>> FirstAsync() => _first ??= AuthorizeAsync(allows: true);

    /// <summary>The first authorization, once somebody has come back from it.</summary>
    public async Task<Step<Authorization>> ReturnedAsync() =>
        (await FirstAsync()).Then(first => first.OnceReturned("authorize.allowed"));

    /// <summary>The same account is connected again; what comes of it is there to be used.</summary>
    public Task<Step<Authorization>> SecondAsync() => _second ??= AuthorizeAsync(allows: true);

    /// <summary>The tokens for the first code.</summary>
    public Task<Step<TokenGrant>> AbusedAsync() => _abused ??= RedeemFirstAsync();

    /// <summary>The tokens for the second code.</summary>
    public async Task<Step<TokenGrant>> UsedAsync() => await (_used ??= RedeemAsync(await SecondAsync()));

    /// <summary>The access token to unfurl with: the one that was given, or the second authorization's.</summary>
    public async Task<Step<Secret>> AccessTokenAsync() =>
        options.AccessToken is { } given
            ? Step<Secret>.Of(given)
            : (await UsedAsync()).Then(grant =>
                Tokens(grant) is { } tokens
                    ? Step<Secret>.Of(tokens.AccessToken)
                    : Step<Secret>.Without(Verdict.Blocked("there is no access token: see token.answer"))
            );

    /// <summary>All links that the account can see, each asked for once.</summary>
    public async Task<Step<IReadOnlyList<UnfurledLink>>> LinksAsync()
    {
        if (options.Links.Count == 0)
            return Step<IReadOnlyList<UnfurledLink>>.Without(
                Verdict.Skipped("no link that the account can see was given (--link)")
            );
        var links = new List<UnfurledLink>();
        foreach (var link in options.Links)
        {
            var unfurled = await UnfurlAsync(link);
            if (unfurled.Value is null)
                return Step<IReadOnlyList<UnfurledLink>>.Without(unfurled.Missing!);
            links.Add(unfurled.Value);
        }
        return Step<IReadOnlyList<UnfurledLink>>.Of(links);
    }

    /// <summary>What the service answers for a link; asked for once.</summary>
    public async Task<Step<UnfurledLink>> UnfurlAsync(string link)
    {
        if (_links.TryGetValue(link, out var known))
            return Step<UnfurledLink>.Of(known);
        var token = await AccessTokenAsync();
        if (token.Value is null)
            return Step<UnfurledLink>.Without(token.Missing!);
        var began = time.GetTimestamp();
        var answer = await Calls.UnfurlAsync(token.Value, link, run);
        var unfurled = new UnfurledLink(link, answer, UnfurlAnswer.Read(answer.Body, null), time.GetElapsedTime(began));
        _links[link] = unfurled;
        return Step<UnfurledLink>.Of(unfurled);
    }

    /// <summary>What a grant's tokens are now.</summary>
    public ServiceTokens? Tokens(TokenGrant grant) => _renewed ?? grant.Tokens;

    /// <summary>The answer to the second authorization's refresh token.</summary>
    public async Task<Step<TokenReading>> RenewedAsync(Step<ServiceTokens> tokens)
    {
        if (_renewal is null && tokens.Value is { RefreshToken: { } refresh })
        {
            var answer = await Calls.RefreshAsync(refresh.Reveal(), run);
            _renewal = TokenAnswer.Read(answer, refresh, time.GetUtcNow());
            if (_renewal.Tokens is { } renewed)
                Hide(renewed);
        }
        return tokens.Then(_ => Step<TokenReading>.Of(_renewal!));
    }

    /// <summary>The refreshed tokens are accepted, so they take the place of those before.</summary>
    public void Renew(ServiceTokens tokens) => _renewed = tokens;

    /// <summary>A new state and a new code of Notion's.</summary>
    public (string State, string Code) Begin()
    {
        var (state, code) = simulator.Grants.Begin(User, Workspace.For(User, null), null);
        Hide(code);
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

    private async Task<Step<Authorization>> AuthorizeAsync(bool allows)
    {
        if (options.AccessToken is not null || _userAgent is null)
            return Step<Authorization>.Without(
                Verdict.Skipped("nobody authorizes when an access token is given (--access-token)")
            );

        var (state, code) = Begin();
        int? before = null;
        var start = Exchanges.Count;
        var errand = new Errand(Calls.AuthorizeUrl(state, code), options.Simulator.RedirectUri, allows)
        {
            Consenting = () => before = Exchanges.Count - start,
        };
        using var patience = new CancellationTokenSource(options.AuthorizationLimit, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(run, patience.Token);
        var back = await _userAgent.GoAsync(errand, limit.Token);
        run.ThrowIfCancellationRequested();
        var authorization = new Authorization(state, code, back, [.. Exchanges.Skip(start)], before);
        if (authorization.Code is { } given)
            Hide(given);
        return Step<Authorization>.Of(authorization);
    }

    private async Task<Step<TokenGrant>> RedeemFirstAsync()
    {
        var first = await RedeemAsync(await FirstAsync());
        // The code was presented with another redirect_uri before, and the service has ended it for that, as it may.
        return WasFirstCodePresented && first.Value is { } grant && TokenAnswer.IsInvalidGrant(grant.Answer)
            ? await RedeemAsync(await AuthorizeAsync(allows: true))
            : first;
    }

    private async Task<Step<TokenGrant>> RedeemAsync(Step<Authorization> authorization)
    {
        if (authorization.Value is not { } given)
            return Step<TokenGrant>.Without(authorization.Missing!);
        if (given.Code is not { } code)
            return Step<TokenGrant>.Without(Verdict.Blocked("there is no code: see authorize.allowed"));

        var answer = await Calls.RedeemAsync(code, run);
        var reading = TokenAnswer.Read(answer, null, time.GetUtcNow());
        if (reading.Tokens is { } tokens)
            Hide(tokens);
        return Step<TokenGrant>.Of(new(code, answer, reading));
    }

    private void Hide(ServiceTokens tokens)
    {
        Hide(tokens.AccessToken.Reveal());
        Hide(tokens.RefreshToken?.Reveal() ?? "");
    }

    private void Hide(string secret) => _secrets.Add(secret);
}
