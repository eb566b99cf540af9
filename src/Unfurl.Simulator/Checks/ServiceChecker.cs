namespace Unfurl.Simulator.Checks;

/// <summary>Plays Notion's side against any implementation of a Link Preview service and looks at each rule by itself.</summary>
public sealed class ServiceChecker(CheckOptions options, TimeProvider? time = null)
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>All checks, in the order they run: what ends codes and tokens comes after what needs them.</summary>
    public static IReadOnlyList<Check> All { get; } =
    [
        .. AuthorizationRequestChecks.All,
        .. TokenErrorChecks.All,
        .. ConsentChecks.All,
        .. NotionExchangeChecks.All,
        .. TokenGrantChecks.All,
        NotionExchangeChecks.SameAccount,
        .. RefreshChecks.All,
        .. UnfurlRequestChecks.All,
        .. UnfurlResponseChecks.All,
        .. LinkErrorChecks.All,
        .. DeletionChecks.All,
    ];

    /// <summary>Whether the service answers at all.</summary>
    /// <returns>Why not; null when it does.</returns>
    public async Task<string?> FindOutageAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            Timeout = TimeSpan.FromSeconds(10),
        };
        var simulator = options.Simulator;
        foreach (var url in new[] { simulator.AuthorizeUrl, simulator.TokenUrl, simulator.UnfurlUrl })
        {
            try
            {
                using var response = await http.GetAsync(
                    url,
                    HttpCompletionOption.ResponseHeadersRead,
                    cancellationToken
                );
            }
            catch (Exception exception)
                when (exception is HttpRequestException
                    || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
                )
            {
                return $"{url.GetLeftPart(UriPartial.Path)} cannot be reached: {exception.Message}";
            }
        }
        return null;
    }

    /// <summary>Runs checks, one after the other. None ends the others.</summary>
    /// <param name="selected">Which; they run in the order of <see cref="All"/>.</param>
    /// <param name="done">Told of each as it ends.</param>
    /// <param name="cancellationToken">Gives the run up.</param>
    public async Task<IReadOnlyList<CheckResult>> RunAsync(
        IEnumerable<Check> selected,
        Action<CheckResult>? done = null,
        CancellationToken cancellationToken = default
    )
    {
        var wanted = selected.ToHashSet();
        using var simulator = new NotionSimulator(() => options.Simulator, _time);
        await using var notion = options.AccessToken is null
            ? await NotionListener.StartAsync(options.Listen, simulator, cancellationToken)
            : null;
        var session = new CheckContext(options, simulator, notion, _time, cancellationToken);

        var results = new List<CheckResult>();
        foreach (var check in All.Where(wanted.Contains))
        {
            var began = _time.GetTimestamp();
            var verdict = await RunAsync(check, session, cancellationToken);
            var result = new CheckResult(
                check,
                verdict.Outcome,
                [.. verdict.Reasons.Select(session.Redact)],
                _time.GetElapsedTime(began),
                session.Calls.TakeLog()
            );
            results.Add(result);
            done?.Invoke(result);
        }
        return results;
    }

    private async Task<Verdict> RunAsync(Check check, CheckContext session, CancellationToken cancellationToken)
    {
        try
        {
            if (await check.Prepare(session) is { } missing)
                return missing;
            using var patience = new CancellationTokenSource(options.CheckLimit, _time);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
            return await check.Run(new(session, limit.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Verdict.Of($"it was not over within {options.CheckLimit.TotalSeconds:0} seconds");
        }
        catch (HttpRequestException exception)
        {
            return Verdict.Of($"the service could not be reached: {exception.Message}");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A mistake of a check's must not end the others; it is no verdict on the service either.
            return Verdict.Blocked($"the check itself failed: {exception.GetType().Name}: {exception.Message}");
        }
    }
}
