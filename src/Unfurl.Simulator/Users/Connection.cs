using Unfurl.Notion.Lab;

namespace Unfurl.Simulator.Users;

internal sealed record Workspace(string Id, string Name)
{
    public static Workspace For(string user, string? id) =>
        id is null
            ? new(Fingerprint.StableId($"workspace of {user}"), $"{user}'s workspace")
            : new(id, $"Workspace {id}");
}

// As named by the service in its exchange of Notion's code.
internal sealed record ExternalAccount(string Key, string Name);

internal sealed record ServiceTokens(Secret AccessToken, Secret? RefreshToken, DateTimeOffset? ExpiresAt);

// Immutable; replaced as a whole.
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
