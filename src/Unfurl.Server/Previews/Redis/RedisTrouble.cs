using System.Text.RegularExpressions;
using StackExchange.Redis;

namespace Unfurl.Server.Previews.Redis;

/// <summary>
/// Why Redis cannot be used, or not fully, as <c>docs/cache.md</c> lists it: the code that starts each of Redis's errors, such as
/// <c>READONLY</c>, or words of our own. Errors themselves are not logged.
/// </summary>
internal static partial class RedisTrouble
{
    public const string NoAnswer = "no answer";
    public const string NoMessages = "no messages";

    private const string WrongPassword = "NOAUTH";
    private const string ReadOnly = "READONLY";

    /// <summary>What is kept under a key is of another type than ours.</summary>
    public const string WrongType = "WRONGTYPE";

    /// <summary>It speaks Redis's protocol and lacks a command: Garnet has no streams, for one.</summary>
    private const string UnknownCommand = "unknown command";

    /// <summary>The code in an error; null for an empty text.</summary>
    public static string? In(string error) =>
        error.Length == 0 ? null
        : error.Contains("unknown command", StringComparison.OrdinalIgnoreCase) ? UnknownCommand
        : Code.Match(error) is { Success: true } code ? code.Value
        : "ERR";

    /// <summary>What an exception of the library says; null when it says nothing.</summary>
    public static string? In(Exception exception, ConnectionMultiplexer? multiplexer) =>
        exception switch
        {
            RedisServerException refused => In(refused.Message),
            // The library itself sends nothing that may write to a replica.
            RedisConnectionException when multiplexer is { IsConnected: true } && IsReadOnly(multiplexer) => ReadOnly,
            RedisConnectionException failed => In(failed.FailureType),
            _ => null,
        };

    public static string? In(ConnectionFailureType failure) =>
        failure == ConnectionFailureType.AuthenticationFailure ? WrongPassword : null;

    /// <summary>The refusal that the library noted while it connected; null when there was none.</summary>
    public static string? InLog(string log) => Refusal.Match(log) is { Success: true } code ? code.Value : null;

    private static bool IsReadOnly(ConnectionMultiplexer multiplexer) =>
        multiplexer
            .GetEndPoints()
            .Select(address => multiplexer.GetServer(address))
            .Where(server => server.IsConnected)
            .All(server => server.IsReplica);

    [GeneratedRegex(@"\b[A-Z]{3,20}\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code { get; }

    [GeneratedRegex(@"\b(?:NOAUTH|NOPERM|WRONGPASS)\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Refusal { get; }
}
