namespace Unfurl.Simulator.Databases.OAuth;

/// <summary>Capabilities as introspection names them.</summary>
internal static class Scopes
{
    public static string Of(ConnectionCapabilities capabilities)
    {
        var users =
            !capabilities.HasFlag(ConnectionCapabilities.UserInformation) ? null
            : capabilities.HasFlag(ConnectionCapabilities.UserEmails) ? "read_user_with_email"
            : "read_user_without_email";
        string?[] scopes =
        [
            capabilities.HasFlag(ConnectionCapabilities.ReadContent) ? "read_content" : null,
            capabilities.HasFlag(ConnectionCapabilities.InsertContent) ? "insert_content" : null,
            capabilities.HasFlag(ConnectionCapabilities.UpdateContent) ? "update_content" : null,
            users,
        ];
        return string.Join(' ', scopes.OfType<string>());
    }
}
