using System.Text.Encodings.Web;
using Fluid;
using Fluid.Ast;

namespace Unfurl.Recipes.Templates;

/// <summary>A text with values in it: <c>/issues/{{ number }}.json</c>. Liquid, without loops and assignments.</summary>
internal sealed class Template
{
    // A template that repeats what it gets could make gigabytes of a few hundred letters.
    private static readonly string[] Filters =
    [
        "append",
        "capitalize",
        "default",
        "divided_by",
        "downcase",
        "minus",
        "path",
        "plus",
        "prepend",
        "remove",
        "replace_first",
        "round",
        "slice",
        "strip",
        "times",
        "truncate",
        "upcase",
    ];

    private static readonly string[] Tags = ["case", "comment", "if", "raw", "unless"];

    private static readonly FluidParser Parser = MakeParser();

    private readonly string? _constant;
    private readonly IFluidTemplate? _parsed;

    private Template(string constant)
    {
        _constant = constant;
        Names = [];
    }

    private Template(IFluidTemplate parsed, IReadOnlyCollection<string> names)
    {
        _parsed = parsed;
        Names = names;
    }

    /// <summary>The values that it uses, without those of "settings".</summary>
    public IReadOnlyCollection<string> Names { get; }

    /// <summary>Whether a text that may be something else is a template.</summary>
    public static bool Is(string text) =>
        text.Contains("{{", StringComparison.Ordinal) || text.Contains("{%", StringComparison.Ordinal);

    /// <param name="known">The values that it may use.</param>
    /// <returns>The template, or what is wrong with it.</returns>
    public static (Template? Template, string? Problem) Parse(string text, IReadOnlyCollection<string> known)
    {
        if (!text.Contains('{', StringComparison.Ordinal))
            return (new Template(text), null);
        if (!Parser.TryParse(text, out var parsed, out var error))
            return (null, $"This is no template: {error.ReplaceLineEndings(" ").Trim()}");
        var uses = new Uses();
        uses.VisitTemplate(parsed);
        if (uses.Filters.FirstOrDefault(filter => !Filters.Contains(filter)) is { } filter)
            return (null, $"A template has no filter '{filter}'; it has {string.Join(", ", Filters)}.");
        if (uses.Names.FirstOrDefault(name => name != TemplateValues.Settings && !known.Contains(name)) is { } unknown)
            return (
                null,
                $"Nothing is called '{unknown}' here; there is {string.Join(", ", known.Append(TemplateValues.Settings).Order(StringComparer.Ordinal))}."
            );
        return (new Template(parsed, [.. uses.Names.Where(name => name != TemplateValues.Settings)]), null);
    }

    public string Render(TemplateValues values) => _constant ?? _parsed!.Render(values.Context);

    /// <summary>Every value is escaped, slashes included.</summary>
    public string RenderAddress(TemplateValues values) =>
        _constant ?? _parsed!.Render(values.Context, UrlEncoder.Default);

    private static FluidParser MakeParser()
    {
        var parser = new FluidParser(new FluidParserOptions { AllowFunctions = false, AllowLiquidTag = false });
        foreach (var tag in parser.RegisteredTags.Keys.Where(tag => !Tags.Contains(tag)).ToList())
            parser.RegisteredTags.Remove(tag);
        return parser;
    }

    private sealed class Uses : AstVisitor
    {
        public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Filters { get; } = new(StringComparer.Ordinal);

        protected override Expression VisitMemberExpression(MemberExpression memberExpression)
        {
            if (memberExpression.Segments is [IdentifierSegment first, ..])
                Names.Add(first.Identifier);
            return base.VisitMemberExpression(memberExpression);
        }

        protected override Expression VisitFilterExpression(FilterExpression filterExpression)
        {
            Filters.Add(filterExpression.Name);
            return base.VisitFilterExpression(filterExpression);
        }
    }
}
