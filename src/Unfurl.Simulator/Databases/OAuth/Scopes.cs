namespace Unfurl.Simulator.Databases.OAuth;

/// <summary>Capabilities as introspection names them.</summary>
internal static class Scopes
{
    public static string Of(ConnectionCapabilities capabilities)
    {
        (ConnectionCapabilities Capability, string Name)[] scopes =
        [
            (ConnectionCapabilities.ReadContent, "read_content"),
            (ConnectionCapabilities.InsertContent, "insert_content"),
            (ConnectionCapabilities.UpdateContent, "update_content"),
            (ConnectionCapabilities.UserInformation | ConnectionCapabilities.UserEmails, "read_user_with_email"),
            (ConnectionCapabilities.UserInformation, "read_user_without_email"),
        ];
        return string.Join(' ', scopes.Where(it => capabilities.HasFlag(it.Capability)).Select(it => it.Name));
    }
}
