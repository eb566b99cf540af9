using Unfurl.Notion.Lab;
using Unfurl.Notion.Reading;
using Unfurl.Simulator.Authorization;
using Unfurl.Simulator.Databases;
using Unfurl.Simulator.Databases.OAuth;
using Unfurl.Simulator.Databases.Rest;
using Unfurl.Simulator.Service;
using Unfurl.Simulator.Updates;
using Unfurl.Simulator.Users;

namespace Unfurl.Simulator;

/// <summary>
/// Simulates Notion's side of the Link Preview protocol: users connect accounts, paste links and open pages. It accepts
/// only requests that Notion's documentation allows. Beside it is Notion's REST API for databases. All state is in memory.
/// </summary>
public sealed class NotionSimulator : IDisposable
{
    private readonly Func<SimulatorOptions?> _options;
    private readonly HttpClient _http;
    private readonly UserDirectory _users;
    private readonly NotionGrants _grants;
    private readonly Faults _faults = new();
    private readonly Unfurling _unfurling;

    // The options are read at every use, because addresses may become found late; without them there are no Link Previews. The
    // handler sends the calls to the service and is disposed with the simulator.
    public NotionSimulator(
        Func<SimulatorOptions?> options,
        TimeProvider? time = null,
        HttpMessageHandler? handler = null
    )
    {
        time ??= TimeProvider.System;
        _options = options;
        _http = new(handler ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            Timeout = TimeSpan.FromSeconds(30),
        };
        _users = new(time);
        _grants = new(time);
        Func<SimulatorOptions> configured = () => Options;
        Service = new ServiceClient(configured, _http, time);
        _unfurling = new(configured, Service, new(Service, _users, time), _users, time);
        Connect = new(configured, _grants, _users, time);
        Callback = new(_grants, Service, _users, time);
        Token = new(configured, _grants, _faults, _users, time);
        var revocation = new NotionRevocationEndpoint(configured, _grants, _users, time);
        Databases = new(_http, time);
        Rest = new(Databases);
        Authorize = new(Databases);
        PublicTokens = new(Databases, _faults);
        SharedEndpoints = new(options, Databases, PublicTokens, Token, revocation);
        ExternalObject = new(configured, _grants, _faults, new UpdateRateLimiter(time), _users, time);
    }

    // What Notion's REST API serves.
    public SimulatedDatabases Databases { get; }

    internal RestApi Rest { get; }

    internal ServiceClient Service { get; }

    internal NotionGrants Grants => _grants;

    internal ConnectEndpoint Connect { get; }

    internal CallbackEndpoint Callback { get; }

    internal NotionTokenEndpoint Token { get; }

    internal AuthorizeEndpoint Authorize { get; }

    internal TokenEndpoints PublicTokens { get; }

    internal SharedEndpoints SharedEndpoints { get; }

    internal ExternalObjectEndpoint ExternalObject { get; }

    public SimulatorOptions Options =>
        _options() ?? throw new InvalidOperationException("The simulator is not configured yet.");

    // The URL at which a user's browser starts to connect an account.
    public Uri ConnectUrl(string user, string? workspace = null, string? returnTo = null) =>
        SimulatorClient.ConnectUrl(Options.BaseUrl, user, workspace, returnTo);

    // Empty for an unknown user.
    public SimulatedUser DescribeUser(string user) => _users.Describe(user);

    // Uses the given connection or the latest.
    public Task<UnfurlOutcome> PasteAsync(
        string user,
        string url,
        string? connection = null,
        CancellationToken cancellationToken = default
    ) => UnfurlAsync(_users.FindConnection(ValidateUserId(user), connection), url, "paste", cancellationToken);

    // Uses the given connection or the one of the preview. Throws InvalidOperationException if the link was never
    // pasted.
    public Task<UnfurlOutcome> OpenAsync(
        string user,
        string url,
        string? connection = null,
        CancellationToken cancellationToken = default
    )
    {
        var preview =
            _users.FindPreview(ValidateUserId(user), url)
            ?? throw new InvalidOperationException($"{user} has no preview of this link: paste it first.");
        var through = connection is null ? _users.ConnectionOf(preview, user) : _users.FindConnection(user, connection);
        return UnfurlAsync(through, url, "open", cancellationToken);
    }

    // The service is notified when the last preview of the URL in the workspace is removed.
    public Task<CallOutcome> RemoveAsync(string user, string url, CancellationToken cancellationToken = default) =>
        _users.RemovePreview(ValidateUserId(user), url) is ({ } preview, WasLast: true)
        && _users.ConnectionOf(preview, user) is { } connection
            ? _unfurling.DeletePreviewAsync(connection, url, cancellationToken)
            : Task.FromResult(CallOutcome.NotNeeded);

    // Revokes Notion's tokens of the connection and notifies the service.
    public Task<CallOutcome> DisconnectAsync(
        string user,
        string connection,
        CancellationToken cancellationToken = default
    )
    {
        if (_users.FindConnection(ValidateUserId(user), connection) is not { } found)
            return Task.FromResult(CallOutcome.NotNeeded);
        _users.Disconnect(found);
        _grants.Revoke(user, found.Workspace.Id, found.Account.Key);
        return _unfurling.DisconnectAsync(found, cancellationToken);
    }

    // One failure per update of the user's connections.
    public void FailUpdates(string user, params IEnumerable<NotionFault> faults)
    {
        foreach (var fault in faults)
            _faults.AddUpdate(ValidateUserId(user), fault);
    }

    // One failure per request.
    public void FailTokenRequests(params IEnumerable<NotionFault> faults)
    {
        foreach (var fault in faults)
            _faults.AddToken(fault);
    }

    // The refresh tokens stay valid.
    public void ExpireNotionTokens(string user) => _grants.RevokeTokens(ValidateUserId(user), alsoRefresh: false);

    public void RevokeNotionTokens(string user) => _grants.RevokeTokens(ValidateUserId(user), alsoRefresh: true);

    public void Dispose()
    {
        Databases.Subscriptions.Dispose();
        _http.Dispose();
    }

    // Nothing is sent any more, and what was being sent has ended.
    internal Task EndDeliveriesAsync()
    {
        Databases.Subscriptions.Dispose();
        return Databases.Subscriptions.Ended;
    }

    internal bool HasPreview(string user, string url) => _users.FindPreview(user, url) is not null;

    internal bool HasConnection(string user, string id) => _users.FindConnection(user, id) is not null;

    private Task<UnfurlOutcome> UnfurlAsync(
        Connection? connection,
        string url,
        string cause,
        CancellationToken cancellationToken
    ) =>
        connection is null
            ? Task.FromResult(new UnfurlOutcome { Url = url, NeedsConnection = true })
            : _unfurling.UnfurlAsync(connection, url, cause, cancellationToken);

    private static string ValidateUserId(string user) =>
        UserDirectory.IsId(user) ? user : throw new ArgumentException("Not a user id.", nameof(user));
}
