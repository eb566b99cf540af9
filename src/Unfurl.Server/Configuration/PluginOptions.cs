namespace Unfurl.Server.Configuration;

internal sealed class PluginOptions
{
    public const string Section = $"{UnfurlOptions.Section}:Plugins";

    [Setting(
        "folder with adapter plugins",
        WhenUnset = "`plugins` beside the executable",
        Remark = "It has a folder for each: [how to install one](adapters.md#install-a-plugin). "
            + "A relative path counts from the working directory."
    )]
    public string? Path { get; set; }
}
