using Unfurl.Notion.Api;
using Unfurl.Server.Configuration;

namespace Unfurl.Server.Notion.Enrich.Calls;

/// <summary>A configured internal connection, and what is known of it by now.</summary>
internal sealed class NotionConnection(string name, NotionConnectionOptions options)
{
    private volatile BotUser? _user;
    private volatile ApiFailure? _failure;

    public string Name => name;

    public Secret Token => options.Token!;

    public int CallsPerMinute => options.CallsPerMinute;

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

/// <summary>All connections of the configuration, by their names.</summary>
internal sealed class NotionConnections(UnfurlOptions settings)
{
    private readonly Dictionary<string, NotionConnection> _byName = settings.Notion.Connections.ToDictionary(
        one => one.Key,
        one => new NotionConnection(one.Key, one.Value),
        StringComparer.OrdinalIgnoreCase
    );

    public IReadOnlyCollection<NotionConnection> All => _byName.Values;

    public NotionConnection? Find(string name) => _byName.GetValueOrDefault(name);
}
