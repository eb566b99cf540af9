using Unfurl.Notion.Api;

namespace Unfurl.Server.Notion.Enrich.Calls;

/// <summary>A connection to one workspace of Notion, and what is known of it by now.</summary>
internal sealed class NotionConnection(string name, Secret token, int callsPerMinute)
{
    private volatile Secret _token = token;
    private volatile BotUser? _user;
    private volatile ApiFailure? _failure;

    /// <summary>Of the configuration, or of an account's own workspace.</summary>
    public string Name => name;

    public int CallsPerMinute => callsPerMinute;

    /// <summary>The account that connected its own workspace with the public connection; null for an internal connection.</summary>
    public string? OwnerId { get; init; }

    /// <summary>What is new of it may work again.</summary>
    public Secret Token
    {
        get => _token;
        set
        {
            if (_token.Reveal() != value.Reveal())
                (_token, _failure) = (value, null);
        }
    }

    /// <summary>Whose token it is; null until Notion has said so.</summary>
    public BotUser? User
    {
        get => _user;
        set => (_user, _failure) = (value, null);
    }

    /// <summary>Why the connection as a whole does not work; null while it does.</summary>
    public ApiFailure? Failure
    {
        get => _failure;
        set => _failure = value;
    }
}
