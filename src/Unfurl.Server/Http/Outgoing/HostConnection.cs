using System.Net;
using System.Net.Sockets;

namespace Unfurl.Server.Http.Outgoing;

/// <summary>Finds the addresses of a host, the one to prefer first.</summary>
internal delegate Task<IPAddress[]> FindAddresses(string host, CancellationToken cancellationToken);

/// <summary>
/// Connects to a host of several addresses as RFC 8305 says: a connection that does not come about soon is joined by one to
/// the next address, and the first that succeeds is used. Sockets by themselves wait for one address after the other.
/// </summary>
internal sealed class HostConnection(FindAddresses find, TimeProvider time)
{
    // RFC 8305 §5, "Connection Attempt Delay".
    private static readonly TimeSpan AttemptDelay = TimeSpan.FromMilliseconds(250);

    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>; the end point is the proxy's where there is one.</summary>
    public ValueTask<Stream> OpenAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken) =>
        OpenAsync(context, _ => null, cancellationToken);

    /// <param name="refusal">Why no socket may connect to an address; null if one may.</param>
    /// <exception cref="AddressRefusedException">No address is left.</exception>
    public async ValueTask<Stream> OpenAsync(
        SocketsHttpConnectionContext context,
        Func<IPAddress, string?> refusal,
        CancellationToken cancellationToken
    )
    {
        var host = context.DnsEndPoint;
        var addresses = Interleave(Allowed(await FindAsync(host.Host, cancellationToken), refusal));
        var endPoints = addresses.ConvertAll(address => new IPEndPoint(address, host.Port));
        var socket = endPoints is [var only]
            ? await ConnectAsync(only, cancellationToken)
            : await RaceAsync(endPoints, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static IPAddress[] Allowed(IPAddress[] addresses, Func<IPAddress, string?> refusal)
    {
        var judged = Array.ConvertAll(addresses, address => (Address: address, Reason: refusal(address)));
        IPAddress[] allowed = [.. judged.Where(one => one.Reason is null).Select(one => one.Address)];
        return allowed.Length > 0 ? allowed : throw new AddressRefusedException(judged[0].Reason!);
    }

    private async Task<IPAddress[]> FindAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var address))
            return [address];
        var found = await find(host, cancellationToken);
        return found.Length > 0 ? found : throw new SocketException((int)SocketError.HostNotFound);
    }

    // RFC 8305 §4: the families take turns, because a family is what usually fails as a whole. Within a family the order of the
    // operating system stays, which follows RFC 6724.
    private static List<IPAddress> Interleave(IPAddress[] addresses)
    {
        var preferred = addresses[0].AddressFamily;
        return
        [
            .. addresses
                .GroupBy(address => address.AddressFamily)
                .SelectMany(family => family.Select((address, turn) => (address, turn)))
                .OrderBy(candidate => candidate.turn)
                .ThenByDescending(candidate => candidate.address.AddressFamily == preferred)
                .Select(candidate => candidate.address),
        ];
    }

    // Fails as the preferred address did.
    private async Task<Socket> RaceAsync(List<IPEndPoint> endPoints, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var attempts = new List<Task<Socket>>();
        Task<Socket>? winner = null;
        try
        {
            while (true)
            {
                if (attempts.Count < endPoints.Count)
                    attempts.Add(ConnectAsync(endPoints[attempts.Count], over.Token));
                await WaitAsync(attempts, isLast: attempts.Count == endPoints.Count, cancellationToken);
                winner = attempts.Find(attempt => attempt.IsCompletedSuccessfully);
                if (winner is not null)
                    return await winner;
                if (attempts.Count == endPoints.Count && attempts.TrueForAll(HasFailed))
                    return await attempts[0];
            }
        }
        finally
        {
            await over.CancelAsync();
            foreach (var attempt in attempts)
            {
                if (attempt != winner)
                    _ = DiscardAsync(attempt);
            }
        }
    }

    private static bool HasFailed(Task attempt) => attempt.IsFaulted || attempt.IsCanceled;

    // Until an attempt ends, or it is time for the next one.
    private async Task WaitAsync(List<Task<Socket>> attempts, bool isLast, CancellationToken cancellationToken)
    {
        var running = attempts.FindAll(attempt => !attempt.IsCompleted);
        if (running.Count == 0)
            return;
        Task ended = Task.WhenAny(running)
            .WaitAsync(isLast ? Timeout.InfiniteTimeSpan : AttemptDelay, time, cancellationToken);
        await ended.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private static async Task<Socket> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // It may have succeeded just after the winner.
    private static async Task DiscardAsync(Task<Socket> attempt)
    {
        try
        {
            (await attempt).Dispose();
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException) { }
    }
}
