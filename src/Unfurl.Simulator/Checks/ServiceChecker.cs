namespace Unfurl.Simulator.Checks;

/// <summary>Checks an implementation of the Link Preview protocol from Notion's side, rule by rule.</summary>
public sealed class ServiceChecker(CheckOptions options, TimeProvider? time = null)
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    // In the order in which they run: checks that revoke codes or tokens come after those that need them.
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

    // Null if the service is reachable.
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

    // Checks run one after the other, in the order of All; a failure does not stop the others.
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
        var context = new CheckContext(options, simulator, notion, _time, cancellationToken);

        var results = new List<CheckResult>();
        foreach (var check in All.Where(wanted.Contains))
        {
            var began = _time.GetTimestamp();
            var verdict = await RunAsync(check, context, cancellationToken);
            var result = new CheckResult(
                check,
                verdict.Outcome,
                [.. verdict.Reasons.Select(context.Redact)],
                _time.GetElapsedTime(began),
                context.Calls.TakeLog()
            );
            results.Add(result);
            done?.Invoke(result);
        }
        return results;
    }

    private async Task<Verdict> RunAsync(Check check, CheckContext context, CancellationToken cancellationToken)
    {
        try
        {
            if (await check.Prepare(context) is { } missing)
                return missing;
            using var timeout = new CancellationTokenSource(options.CheckLimit, _time);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
            return await check.Run(new(context, limit.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Verdict.Of($"it did not finish within {options.CheckLimit.TotalSeconds:0} seconds");
        }
        catch (HttpRequestException exception)
        {
            return Verdict.Of($"the service could not be reached: {exception.Message}");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A bug in one check must neither stop the others nor count against the service.
            return Verdict.Blocked($"the check itself failed: {exception.GetType().Name}: {exception.Message}");
        }
    }
}
