using System.Text;
using Unfurl.Simulator.People;
using Unfurl.Simulator.Reading;

namespace Unfurl.Simulator.Service;

/// <summary>What Notion does when a link is pasted, a page is opened, a preview removed, a connection ended.</summary>
internal sealed class Unfurling(
    Func<SimulatorOptions> options,
    ServiceClient service,
    AuthorizedCalls calls,
    UserDirectory people,
    TimeProvider time
)
{
    public async Task<UnfurlOutcome> UnfurlAsync(
        Connection connection,
        string url,
        string cause,
        CancellationToken cancellationToken
    )
    {
        ParsedUnfurlResponse? read = null;
        ServiceResponse? last = null;
        var began = time.GetTimestamp();
        var took = TimeSpan.Zero;
        var result = await calls.SendAsync(
            connection,
            async token =>
            {
                began = time.GetTimestamp();
                last = await service.UnfurlAsync(token, url, cancellationToken);
                took = time.GetElapsedTime(began);
                return last;
            },
            answer =>
            {
                IReadOnlyList<string> problems = [.. answer.CheckJson()];
                if (problems.Count > 0)
                    return problems;
                read = ParsedUnfurlResponse.Read(answer.Body, url);
                return read.Violations;
            }
        );

        var change = new PreviewChange(time.GetUtcNow(), cause, read?.Attributes, read?.Error, result.Violations);
        if (!result.NeedsConnection)
            people.Show(connection, url, change);
        return new()
        {
            Url = url,
            Status = last?.Status,
            Body = last?.Status is null ? null : Encoding.UTF8.GetString(last.Body.Span),
            Attributes = read?.Attributes ?? [],
            Error = read?.Error,
            Violations = result.Violations,
            DurationMs = Math.Round(took.TotalMilliseconds, 2),
            ServerTiming = last?.ServerTiming,
            NeedsConnection = result.NeedsConnection,
        };
    }

    public async Task<CallOutcome> DeletePreviewAsync(
        Connection connection,
        string url,
        CancellationToken cancellationToken
    )
    {
        var result = await calls.SendAsync(
            connection,
            token => service.DeletePreviewAsync(token, url, cancellationToken),
            CheckSuccess
        );
        return new(result.Response?.Status, result.Violations);
    }

    public async Task<CallOutcome> DisconnectAsync(Connection connection, CancellationToken cancellationToken)
    {
        if (options().DeletionUrl is not { } url)
            return CallOutcome.NotNeeded;
        var answer = await service.DeleteTokenAsync(url, connection.Tokens.AccessToken, cancellationToken);
        var violations = CheckSuccess(answer);
        people.Record(connection.User, answer.Exchange, answer.Status, violations);
        return new(answer.Status, violations);
    }

    private static IReadOnlyList<string> CheckSuccess(ServiceResponse answer) =>
        answer switch
        {
            { Failure: { } failure } => [failure],
            { Status: >= 200 and < 300 } => [],
            _ => [$"the answer's status is {answer.Status}, not one of success"],
        };
}
