namespace SampleNamespace;

/// <summary>Declares the adapter: an instance of it has the setting <c>Type</c> <c>SampleTool</c>.</summary>
public sealed class SampleToolProviderType : IProviderType
{
    public string Name => "SampleTool";

    public IProviderAdapter Create(ProviderSettings settings)
    {
        var options = settings.Read(new SampleToolOptions { Url = new Uri($"https://{settings.Host}") });
        return new SampleToolAdapter(options.Url);
    }
}

/// <summary>The settings of an instance, below <c>Unfurl:Providers:&lt;name&gt;</c>.</summary>
internal sealed class SampleToolOptions
{
    [Setting("where SampleTool's API is", WhenUnset = "the instance's host, by https")]
    public required Uri Url { get; set; }
}
