using System.Text;
using Unfurl.Notion.Lab;
using Unfurl.Notion.Reading;
using Unfurl.Simulator.Users;

namespace Unfurl.Simulator.Service;

/// <summary>Performs a user's actions: pasting a link, opening a page, removing a preview, disconnecting.</summary>
internal sealed class Unfurling(
    Func<SimulatorOptions> options,
    ServiceClient service,
    AuthorizedCalls calls,
    UserDirectory users,
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
            response =>
            {
                IReadOnlyList<string> problems = [.. response.CheckJson()];
                if (problems.Count > 0)
                    return problems;
                read = ParsedUnfurlResponse.Read(response.Body, url);
                return read.Violations;
            }
        );

        var change = new PreviewChange(time.GetUtcNow(), cause, read?.Attributes, read?.Error, result.Violations);
        if (!result.NeedsConnection)
            users.Show(connection, url, change);
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
        var response = await service.DeleteTokenAsync(url, connection.Tokens.AccessToken, cancellationToken);
        var violations = CheckSuccess(response);
        users.Record(connection.User, response.Exchange, response.Status, violations);
        return new(response.Status, violations);
    }

    private static IReadOnlyList<string> CheckSuccess(ServiceResponse response) =>
        response switch
        {
            { Failure: { } failure } => [failure],
            { Status: >= 200 and < 300 } => [],
            _ => [$"the response's status is {response.Status}, not one of success"],
        };
}
