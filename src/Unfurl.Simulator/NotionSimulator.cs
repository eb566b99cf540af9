using Unfurl.Simulator.Authorization;
using Unfurl.Simulator.People;
using Unfurl.Simulator.Service;
using Unfurl.Simulator.Updates;

namespace Unfurl.Simulator;

/// <summary>
/// Notion in a box: people who connect accounts, paste links and open pages. It plays Notion's side of the Link
/// Preview protocol and takes nothing that the documentation does not allow. All state is in memory.
/// </summary>
public sealed class NotionSimulator : IDisposable
{
    private readonly Func<SimulatorOptions> _options;
    private readonly HttpClient _http;
    private readonly UserDirectory _users;
    private readonly NotionGrants _grants;
    private readonly Faults _faults = new();
    private readonly Unfurling _unfurling;

    /// <param name="options">Asked whenever they are needed, so that addresses may become known late.</param>
    /// <param name="time">The clock.</param>
    /// <param name="handler">Sends the calls to the service; disposed with the simulator.</param>
    public NotionSimulator(
        Func<SimulatorOptions> options,
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
        Service = new ServiceClient(options, _http, time);
        _unfurling = new(options, Service, new(Service, _users, time), _users, time);
        Connect = new(options, _grants, _users, time);
        Callback = new(_grants, Service, _users, time);
        Token = new(options, _grants, _faults, _users, time);
        ExternalObject = new(options, _grants, _faults, new UpdateRateLimiter(time), _users, time);
    }

    internal ServiceClient Service { get; }

    internal NotionGrants Grants => _grants;

    internal ConnectEndpoint Connect { get; }

    internal CallbackEndpoint Callback { get; }

    internal NotionTokenEndpoint Token { get; }

    internal ExternalObjectEndpoint ExternalObject { get; }

    /// <summary>The options as they stand.</summary>
    public SimulatorOptions Options => _options();

    /// <summary>Where a person's browser begins to connect an account.</summary>
    public Uri ConnectUrl(string user, string? workspace = null, string? returnTo = null) =>
        SimulatorClient.ConnectUrl(Options.BaseUrl, user, workspace, returnTo);

    /// <summary>All that is known of a person; empty for somebody who has not been here.</summary>
    public SimulatedUser DescribeUser(string user) => _users.Describe(user);

    /// <summary>Pastes a link, through the given connection or the latest.</summary>
    public Task<UnfurlOutcome> PasteAsync(
        string user,
        string url,
        string? connection = null,
        CancellationToken cancellationToken = default
    ) => UnfurlAsync(_users.FindConnection(ValidateUserId(user), connection), url, "paste", cancellationToken);

    /// <summary>Opens a page with a preview again, through the given connection or the one it is shown through.</summary>
    /// <exception cref="InvalidOperationException">The link was never pasted.</exception>
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

    /// <summary>Removes a preview; the service is told when it was the last of its URL in the workspace.</summary>
    public Task<CallOutcome> RemoveAsync(string user, string url, CancellationToken cancellationToken = default) =>
        _users.RemovePreview(ValidateUserId(user), url) is ({ } preview, WasLast: true)
        && _users.ConnectionOf(preview, user) is { } connection
            ? _unfurling.DeletePreviewAsync(connection, url, cancellationToken)
            : Task.FromResult(CallOutcome.NotNeeded);

    /// <summary>Ends a connection: Notion's tokens for it stop working and the service is told.</summary>
    public Task<CallOutcome> DisconnectAsync(
        string user,
        string connection,
        CancellationToken cancellationToken = default
    )
    {
        if (_users.FindConnection(ValidateUserId(user), connection) is not { } known)
            return Task.FromResult(CallOutcome.NotNeeded);
        _users.Disconnect(known);
        _grants.Revoke(user, known.Workspace.Id, known.Account.Key);
        return _unfurling.DisconnectAsync(known, cancellationToken);
    }

    /// <summary>Lets the next updates for a person's connections fail, one each.</summary>
    public void FailUpdates(string user, params IEnumerable<NotionFault> faults)
    {
        foreach (var fault in faults)
            _faults.AddUpdate(ValidateUserId(user), fault);
    }

    /// <summary>Lets the next requests to Notion's token endpoint fail, one each.</summary>
    public void FailTokenRequests(params IEnumerable<NotionFault> faults)
    {
        foreach (var fault in faults)
            _faults.AddToken(fault);
    }

    /// <summary>Ends Notion's access tokens for a person; they can be refreshed.</summary>
    public void ExpireNotionTokens(string user) => _grants.RevokeTokens(ValidateUserId(user), alsoRefresh: false);

    /// <summary>Ends all of Notion's tokens for a person.</summary>
    public void RevokeNotionTokens(string user) => _grants.RevokeTokens(ValidateUserId(user), alsoRefresh: true);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

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
        UserDirectory.IsId(user) ? user : throw new ArgumentException("Not an id of a person.", nameof(user));
}
