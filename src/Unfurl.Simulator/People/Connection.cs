namespace Unfurl.Simulator.People;

/// <summary>Where a person connects an account, and under what name.</summary>
internal sealed record Workspace(string Id, string Name)
{
    public static Workspace For(string user, string? id) =>
        id is null
            ? new(Fingerprint.StableId($"workspace of {user}"), $"{user}'s workspace")
            : new(id, $"Workspace {id}");
}

/// <summary>The account as the service named it when it traded Notion's code.</summary>
internal sealed record ExternalAccount(string Key, string Name);

/// <summary>What the service's token endpoint gave.</summary>
internal sealed record ServiceTokens(Secret AccessToken, Secret? RefreshToken, DateTimeOffset? ExpiresAt);

/// <summary>A connection with its tokens; replaced as a whole, never changed.</summary>
internal sealed record Connection(
    string Id,
    string User,
    Workspace Workspace,
    ExternalAccount Account,
    ServiceTokens Tokens
)
{
    public bool IsOf(string workspace, string key) => Workspace.Id == workspace && Account.Key == key;

    public NotionConnection Describe() => new(Id, Account.Key, Account.Name, Workspace.Id);
}
