using System.Buffers.Binary;
using StackExchange.Redis;

namespace Unfurl.Server.Previews.Redis;

/// <summary>
/// Asks Redis for entries. What comes while two messages are on their way travels together in the next: one message, one script
/// and one answer for many looks cost a fraction of one for each.
/// </summary>
/// <param name="redis">The connection.</param>
/// <param name="leads">Where the leads go that looks take.</param>
/// <param name="mayAsk">Whether what Redis has may be shown; asked before each message.</param>
/// <param name="time">Orders entries, where it is a test's.</param>
internal sealed class RedisLooks(RedisConnection redis, RedisLeads leads, Func<bool> mayAsk, TimeProvider time)
{
    /// <summary>Redis works on one message while what came with the other is handed out.</summary>
    private const int MaxUnderWay = 2;

    /// <summary>More in one script would hold up whatever else Redis is asked.</summary>
    private const int MaxTogether = 64;

    private const int KeysPerLook = 4;
    private const int PartsPerLook = 4;

    private readonly Lock _gate = new();
    private readonly Queue<Look> _waiting = new();
    private int _underWay;

    /// <summary>Looks for entries of a link; where none can be shown as it is, takes the lead if nobody has it.</summary>
    public Task<SharedLook> AskAsync(CopyAddress address)
    {
        var look = new Look(address);
        lock (_gate)
        {
            _waiting.Enqueue(look);
            if (_underWay == MaxUnderWay)
                return look.Task;
            _underWay++;
        }
        _ = SendAllAsync();
        return look.Task;
    }

    private async Task SendAllAsync()
    {
        while (TakeWaiting() is { } looks)
        {
            // What Redis has while it misses something may be just what must not be shown any more.
            var found = mayAsk() ? await FindAsync(looks) : null;
            for (var i = 0; i < looks.Length; i++)
                looks[i].SetResult(found?[i] ?? SharedLook.Alone);
        }
    }

    private Look[]? TakeWaiting()
    {
        lock (_gate)
        {
            if (_waiting.Count == 0)
            {
                _underWay--;
                return null;
            }
            var looks = new Look[Math.Min(_waiting.Count, MaxTogether)];
            for (var i = 0; i < looks.Length; i++)
                looks[i] = _waiting.Dequeue();
            return looks;
        }
    }

    private async Task<SharedLook[]?> FindAsync(Look[] looks)
    {
        var token = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        var keys = new RedisKey[looks.Length * KeysPerLook];
        for (var i = 0; i < looks.Length; i++)
        {
            var address = looks[i].Address;
            keys[i * KeysPerLook] = RedisKeys.Copy(address.Own);
            keys[(i * KeysPerLook) + 1] = RedisKeys.Copy(address.Public);
            keys[(i * KeysPerLook) + 2] = RedisKeys.Copy(address.Negative);
            keys[(i * KeysPerLook) + 3] = RedisKeys.Lead(address);
        }
        var answer = await redis.CallAsync(
            database =>
                database.ScriptEvaluateAsync(
                    RedisScripts.Look,
                    keys,
                    [RedisArguments.Now(time), token, RedisArguments.Milliseconds(RedisLeads.Life), RedisKeys.Tags]
                ),
            // Who asked went on alone: leads that come now would make others wait for nobody.
            late: _ => Release(keys, token)
        );
        if (answer is null)
            return null;
        var found = Read(answer, looks, token);
        if (found is null)
            Release(keys, token);
        return found;
    }

    private void Release(RedisKey[] keys, string token)
    {
        for (var i = 0; i < keys.Length / KeysPerLook; i++)
            leads.Release(keys[(i * KeysPerLook) + 3], TokenOf(token, i));
    }

    private static string TokenOf(string token, int number) => $"{token}{number + 1}";

    private SharedLook[]? Read(RedisResult answer, Look[] looks, string token)
    {
        try
        {
            if (
                (RedisResult[]?)answer is not { } parts
                || parts.Length != 1 + (looks.Length * PartsPerLook)
                || Array.Exists(parts, part => part is null)
            )
                return null;
            var found = new SharedLook[looks.Length];
            for (var i = 0; i < looks.Length; i++)
                found[i] = Read(
                    (long)parts[0],
                    parts.AsSpan(1 + (i * PartsPerLook), PartsPerLook),
                    looks[i].Address,
                    TokenOf(token, i)
                );
            return found;
        }
        // Something else that listens there may answer anything, and nobody waits for ever.
        catch (InvalidCastException)
        {
            return null;
        }
    }

    private SharedLook Read(long now, ReadOnlySpan<RedisResult> parts, CopyAddress address, string token)
    {
        var leader = (string?)parts[0];
        if (leader == token)
            leads.Keep(RedisKeys.Lead(address), token);
        return new()
        {
            Address = address,
            Now = now,
            Leader = string.IsNullOrEmpty(leader) ? null : leader,
            IsLeader = leader == token,
            Own = Entry((byte[]?)parts[1]),
            Public = Entry((byte[]?)parts[2]),
            Negative = Entry((byte[]?)parts[3]),
        };
    }

    /// <summary>How it stands, three times, and what the entry holds beside.</summary>
    private static SharedEntry? Entry(ReadOnlySpan<byte> packed) =>
        packed.Length > 25 && EntryFormat.Read(packed[25..]) is { } entry
            ? entry with
            {
                IsExpired = packed[0] == 1,
                Asked = BinaryPrimitives.ReadInt64LittleEndian(packed[1..]),
                FreshUntil = BinaryPrimitives.ReadInt64LittleEndian(packed[9..]),
                Until = BinaryPrimitives.ReadInt64LittleEndian(packed[17..]),
            }
            : null;

    private sealed class Look(CopyAddress address)
        : TaskCompletionSource<SharedLook>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public CopyAddress Address => address;
    }
}
