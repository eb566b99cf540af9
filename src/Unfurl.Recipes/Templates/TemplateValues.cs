using Fluid;
using Fluid.Values;

namespace Unfurl.Recipes.Templates;

/// <summary>The values that templates may use: what the link says, what answers said, the recipe's settings.</summary>
internal sealed class TemplateValues
{
    public const string Settings = "settings";

    private static readonly TemplateOptions Options = MakeOptions();

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public TemplateValues(IReadOnlyDictionary<string, string> settings)
    {
        Context = new TemplateContext(Options);
        Context.SetValue(Settings, new DictionaryValue(new SettingValues(settings)));
    }

    public TemplateContext Context { get; }

    public bool Has(string name) => _names.Contains(name);

    public void Set(string name, string value)
    {
        _names.Add(name);
        Context.SetValue(name, StringValue.Create(value));
    }

    private static TemplateOptions MakeOptions()
    {
        var options = new TemplateOptions { MaxSteps = 1000, MaxRecursion = 10 };
        options.Filters.AddFilter(
            "path",
            (input, _, _) =>
                new StringValue(
                    string.Join('/', input.ToStringValue().Split('/').Select(Uri.EscapeDataString)),
                    encode: false
                )
        );
        return options;
    }

    private sealed class SettingValues(IReadOnlyDictionary<string, string> settings) : IFluidIndexable
    {
        public int Count => settings.Count;

        public IEnumerable<string> Keys => settings.Keys;

        public bool TryGetValue(string name, out FluidValue value)
        {
            var found = settings.TryGetValue(name, out var text);
            value = found ? StringValue.Create(text) : NilValue.Instance;
            return found;
        }
    }
}
