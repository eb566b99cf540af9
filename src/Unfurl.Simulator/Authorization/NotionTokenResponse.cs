namespace Unfurl.Simulator.Authorization;

/// <summary>The response of Notion's token endpoint (reference page "Create a token").</summary>
internal sealed record NotionTokenResponse
{
    public required string AccessToken { get; init; }

    public string TokenType { get; init; } = "bearer";

    // Notion's SDK declares it nullable.
    public string? RefreshToken { get; init; }

    public required string BotId { get; init; }

    public required string WorkspaceId { get; init; }

    public required string WorkspaceName { get; init; }

    public string? WorkspaceIcon { get; init; }

    public required TokenOwner Owner { get; init; }

    public string? DuplicatedTemplateId { get; init; }
}

internal sealed record TokenOwner(string Type, TokenUser User);

internal sealed record TokenUser(string Object, string Id, string Name);
