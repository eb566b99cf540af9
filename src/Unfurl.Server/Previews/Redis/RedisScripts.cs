namespace Unfurl.Server.Previews.Redis;

/// <summary>
/// What has to happen in one step. All keys are on one server: a Redis Cluster is not supported. A tag's key holds
/// <c>expired:purged</c>: what was asked before is no longer good. Redis may evict any key at any time, so an entry whose
/// tag is gone counts as purged, and a tag that is made anew counts as purged just before the entry that makes it.
/// </summary>
internal static class RedisScripts
{
    /// <summary>Answers why KEYS[1] cannot be written, which a full Redis and a replica refuse; empty when it can.</summary>
    public const string Probe = """
        local written = redis.pcall('SET', KEYS[1], '1', 'PX', 1000)
        return type(written) == 'table' and written.err or ''
        """;

    /// <summary>Redis's clock orders what replicas do, whatever theirs say; a test's clock takes its place.</summary>
    private const string Now = """
        local function now()
          if ARGV[1] ~= '' then return tonumber(ARGV[1]) end
          local t = redis.call('TIME')
          return t[1] * 1000000 + t[2]
        end

        """;

    /// <summary>
    /// How something that carries tags stands: 0 gone, 1 expired, 2 valid; <c>missing</c> when a tag is gone. Tags that many things
    /// carry are read once: nothing changes while a script runs.
    /// </summary>
    private const string Standing = """
        local marks = {}
        local function standing(prefix, tags, asked, missing)
          local unread, keys = {}, {}
          for tag in string.gmatch(tags, '%S+') do
            if marks[tag] == nil then
              unread[#unread + 1] = tag
              keys[#keys + 1] = prefix .. tag
            end
          end
          if #keys > 0 then
            for i, mark in ipairs(redis.call('MGET', unpack(keys))) do
              local expired, purged = string.match(mark or '', '^(%d+):(%d+)$')
              marks[unread[i]] = expired and { expired = tonumber(expired), purged = tonumber(purged) } or false
            end
          end
          local worst = 2
          for tag in string.gmatch(tags, '%S+') do
            local mark = marks[tag]
            if not mark then worst = math.min(worst, missing)
            elseif mark.purged >= asked then return 0
            elseif mark.expired >= asked then worst = math.min(worst, 1) end
          end
          return worst
        end

        """;

    /// <summary>
    /// Looks for several links at once, with four KEYS each: the entries own, public and negative, and the lead. Where none of
    /// the three can be shown as it is, takes the lead or says who has it. ARGV: now, token (to which a look's number is added), the
    /// lead's life in ms, prefix of tags. Answers the time, then four parts for each: who has the lead, and the entries; each is empty
    /// when it is gone, else packed: 1 expired or 2 valid (1 byte), asked, fresh until, until (8 bytes each, little endian), value.
    /// </summary>
    public const string Look =
        Now
        + Standing
        + """
            local function read(key)
              local entry = redis.pcall('HMGET', key, 'tags', 'asked', 'fresh', 'until', 'value')
              if entry.err or not entry[5] or not string.find(entry[1] or '', '%S') then return end
              local asked, fresh, ends = tonumber(entry[2] or ''), tonumber(entry[3] or ''), tonumber(entry[4] or '')
              if asked and fresh and ends then return entry[1], asked, fresh, ends, entry[5] end
            end

            local time = now()
            local answer = { time }
            for look = 1, #KEYS / 4 do
              local first = (look - 1) * 4
              local isFresh = false
              local entries = {}
              for i = 1, 3 do
                -- What is damaged counts as gone: its neighbours in the message are not to suffer.
                local tags, asked, fresh, ends, value = read(KEYS[first + i])
                local state = 0
                if value and ends > time then state = standing(ARGV[4], tags, asked, 0) end
                if state == 2 and fresh > time then isFresh = true end
                entries[i] = state > 0 and struct.pack('<Bi8i8i8', state, asked, fresh, ends) .. value or ''
              end
              local leader = ''
              if not isFresh then
                -- A full Redis takes no lead, and can be read all the same.
                local token = ARGV[2] .. look
                local taken = redis.pcall('SET', KEYS[first + 4], token, 'NX', 'PX', ARGV[3])
                if not taken then leader = redis.call('GET', KEYS[first + 4]) or ''
                elseif not taken.err then leader = token end
              end
              answer[#answer + 1] = leader
              for i = 1, 3 do answer[#answer + 1] = entries[i] end
            end
            return answer
            """;

    /// <summary>
    /// Stores an entry at KEYS[1], unless KEYS[2] says that its link was found not to be public since it was asked. ARGV: now,
    /// prefix of tags, tags, asked, fresh until, until, life in ms, value.
    /// </summary>
    public const string Store = """
        local asked = tonumber(ARGV[4])
        local denied = redis.call('GET', KEYS[2])
        if denied and tonumber(denied) >= asked then return 0 end
        for tag in string.gmatch(ARGV[3], '%S+') do
          local key = ARGV[2] .. tag
          if redis.call('SET', key, '0:' .. string.format('%d', asked - 1), 'NX', 'PX', ARGV[7]) == false then
            if redis.call('PTTL', key) < tonumber(ARGV[7]) then redis.call('PEXPIRE', key, ARGV[7]) end
          end
        end
        redis.call('DEL', KEYS[1])
        redis.call('HMSET', KEYS[1], 'tags', ARGV[3], 'asked', ARGV[4], 'fresh', ARGV[5], 'until', ARGV[6], 'value', ARGV[8])
        redis.call('PEXPIRE', KEYS[1], ARGV[7])
        return 1
        """;

    /// <summary>Puts down what the leader brought at KEYS[1] for those who wait. ARGV: tags, asked, value, life in ms.</summary>
    public const string Bring = """
        redis.call('HMSET', KEYS[1], 'tags', ARGV[1], 'asked', ARGV[2], 'value', ARGV[3])
        redis.call('PEXPIRE', KEYS[1], ARGV[4])
        """;

    /// <summary>
    /// Reads what the leader brought at KEYS[1], and who has the lead at KEYS[2]. What was invalidated since it was asked counts as
    /// nothing: who waits may have come after that. Not everything that is brought is kept, so not all of its tags are there.
    /// ARGV[1]: prefix of tags.
    /// </summary>
    public const string Fetch =
        Standing
        + """
            local brought = redis.call('HMGET', KEYS[1], 'tags', 'asked', 'value')
            if brought[3] and standing(ARGV[1], brought[1], tonumber(brought[2]), 2) == 2 then return { brought[3], '' } end
            return { '', redis.call('GET', KEYS[2]) or '' }
            """;

    /// <summary>Ends the copy KEYS[1]; what is asked already may not become it for ARGV[2] ms, which KEYS[2] remembers. ARGV[1]: now.</summary>
    public const string End =
        Now
        + """
            redis.call('DEL', KEYS[1])
            redis.call('SET', KEYS[2], string.format('%d', now()), 'PX', ARGV[2])
            """;

    /// <summary>Marks the tag KEYS[1] as ARGV[2], 'expired' or 'purged'. It is kept for as long as before and ARGV[3] ms at least. ARGV[1]: now.</summary>
    public const string Invalidate =
        Now
        + """
            local mark = redis.call('GET', KEYS[1])
            local expired, purged = string.match(mark or '', '^(%d+):(%d+)$')
            local time = string.format('%d', now())
            -- What is gone or damaged may have said that all from before is purged.
            if not expired then expired, purged = '0', time end
            if ARGV[2] == 'purged' then purged = time else expired = time end
            local life = math.max(redis.call('PTTL', KEYS[1]), tonumber(ARGV[3]))
            redis.call('SET', KEYS[1], expired .. ':' .. purged, 'PX', string.format('%d', life))
            """;

    /// <summary>Gives the lead KEYS[1] back, if it is still ARGV[1]'s.</summary>
    public const string Release = """
        if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
        return 0
        """;

    /// <summary>Makes the lead KEYS[1] live on for ARGV[2] ms, if it is still ARGV[1]'s.</summary>
    public const string Extend = """
        if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
        return 0
        """;
}
