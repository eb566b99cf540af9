using System.Reflection;
using System.Text;
using System.Xml.Linq;

namespace Unfurl.Tests.Abstractions;

/// <summary><c>docs/adapter-reference.md</c>, made of the comments of the contract in the order of its source.</summary>
internal static class AdapterReference
{
    private const string Head = """
        # The adapter contract, member by member

        Made of the comments in [`src/Unfurl.Abstractions`](../src/Unfurl.Abstractions), version 0.9, in the namespace `Unfurl.Adapters`.
        [adapters.md](adapters.md) says how the pieces come together. A plugin that was built against version 0.9 runs with 0.9 only;
        from 1.0 on a plugin runs with its own and later minor versions.

        """;

    // Marks the start of an item of a list until white space is collapsed.
    private const string Item = "\u0001";

    private static readonly IReadOnlyDictionary<string, string> Keywords = new Dictionary<string, string>
    {
        ["String"] = "string",
        ["Boolean"] = "bool",
        ["Int32"] = "int",
        ["Int64"] = "long",
        ["Double"] = "double",
        ["Byte"] = "byte",
        ["Void"] = "void",
        ["Object"] = "object",
    };

    private static readonly Assembly Contract = typeof(IProviderAdapter).Assembly;

    public static string Write()
    {
        var members = XDocument.Load(Path.ChangeExtension(Contract.Location, ".xml")).Descendants("member").ToList();
        var text = new StringBuilder(Head);
        foreach (var type in members.Where(IsPublicType))
        {
            var name = IdOf(type)[2..];
            text.Append($"\n## {ShortName(name)}\n\n{Constructor(FindType(name)!)}{Comment(type)}\n");
            var rows = members.Where(member => IsMemberOf(member, name)).Select(Row).OfType<string>().ToList();
            if (rows.Count > 0)
                text.Append($"\n| member | meaning |\n|---|---|\n{string.Concat(rows)}");
        }
        return text.ToString();
    }

    // How one is made, which the comments of the parameters explain.
    private static string Constructor(Type type) =>
        type.IsSubclassOf(typeof(Delegate))
            ? $"`delegate {Name(type.GetMethod("Invoke")!.ReturnType)} {type.Name}({Signature(type.GetMethod("Invoke")!)})`\n\n"
        : !type.IsAbstract
        && type.GetConstructors().Where(one => one.GetParameters().Length > 0).MinBy(one => one.GetParameters().Length)
            is { } made
            ? $"`new {type.Name}({Signature(made)})`\n\n"
        : "";

    private static string Signature(MethodBase method) =>
        string.Join(
            ", ",
            method
                .GetParameters()
                .Select(parameter =>
                    $"{Name(parameter.ParameterType)}{Null(parameter)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {Default(parameter)}" : "")}"
                )
        );

    private static string Default(ParameterInfo parameter) =>
        parameter switch
        {
            { DefaultValue: null } => parameter.ParameterType.IsValueType
            && Nullable.GetUnderlyingType(parameter.ParameterType) is null
                ? "default"
                : "null",
            { DefaultValue: bool flag } => flag ? "true" : "false",
            { ParameterType.IsEnum: true } =>
                $"{parameter.ParameterType.Name}.{Enum.ToObject(parameter.ParameterType, parameter.DefaultValue!)}",
            _ => $"{parameter.DefaultValue}",
        };

    private static string IdOf(XElement member) => member.Attribute("name")!.Value;

    // The compiler writes comments of what is internal as well.
    private static bool IsPublicType(XElement member) =>
        IdOf(member) is ['T', ':', .. var name] && FindType(name) is { IsVisible: true };

    private static Type? FindType(string name) =>
        Contract.GetType(name)
        ?? (name.LastIndexOf('.') is > 0 and var dot ? Contract.GetType($"{name[..dot]}+{name[(dot + 1)..]}") : null);

    private static bool IsMemberOf(XElement member, string type)
    {
        var id = IdOf(member);
        if (id[0] == 'T')
            return false;
        var name = id[2..].Split('(')[0];
        return name[..name.LastIndexOf('.')] == type;
    }

    private static string? Row(XElement member)
    {
        var id = IdOf(member);
        var name = id[2..].Split('(')[0];
        var type = FindType(name[..name.LastIndexOf('.')])!;
        name = name[(name.LastIndexOf('.') + 1)..].Split('`')[0];
        var all = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var signature = id[0] switch
        {
            'P' => type.GetProperty(name, all) is { } property
                ? $"{name}: {Name(property.PropertyType)}{Null(property)}"
                : null,
            'F' => type.GetField(name, all) is { } field
                ? type.IsEnum
                    ? name
                    : $"{name}: {Name(field.FieldType)}"
                : null,
            _ when name == "#ctor" => type.GetConstructors(all).Length > 0
                ? $"new {type.Name}({Parameters(member)})"
                : null,
            _ => type.GetMethods(all).FirstOrDefault(method => method.Name == name) is { } method
                ? $"{name}({Parameters(member)}): {Name(method.ReturnType)}"
                : null,
        };
        // The comment of a primary constructor is the type's.
        return signature is null || (name == "#ctor" && IsOfType(member, type))
            ? null
            : $"| `{Cell(signature)}` | {Cell(Comment(member))} |\n";
    }

    private static bool IsOfType(XElement constructor, Type type) =>
        constructor
            .Parent!.Elements("member")
            .Any(member =>
                IdOf(member) == $"T:{type.FullName!.Replace('+', '.')}"
                && member.Element("summary")!.Value == constructor.Element("summary")!.Value
            );

    private static string Cell(string text) => text.Replace("|", "\\|").Replace("\n", "<br>");

    private static string Parameters(XElement member) =>
        string.Join(", ", member.Elements("param").Select(parameter => parameter.Attribute("name")!.Value));

    private static string Comment(XElement member)
    {
        var lines = new List<string>();
        if (member.Element("summary") is { } summary)
            lines.Add(Text(summary));
        if (member.Element("remarks") is { } remarks)
            lines.Add(Text(remarks));
        lines.AddRange(
            member.Elements("param").Select(element => $"- `{element.Attribute("name")!.Value}`: {Text(element)}")
        );
        if (member.Element("returns") is { } returns)
            lines.Add($"- returns: {Text(returns)}");
        lines.AddRange(
            member
                .Elements("exception")
                .Select(element => $"- throws `{ShortName(element.Attribute("cref")!.Value[2..])}`: {Text(element)}")
        );
        return string.Join('\n', lines);
    }

    private static string Text(XElement element)
    {
        var text = new StringBuilder();
        foreach (var node in element.Nodes())
        {
            text.Append(
                node switch
                {
                    XText words => words.Value,
                    XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
                    XElement { Name.LocalName: "see" or "paramref" or "typeparamref" or "inheritdoc" } see => Reference(
                        see
                    ),
                    XElement { Name.LocalName: "list" } list => string.Concat(
                        list.Elements("item")
                            .Select(item =>
                                $"{Item}{Text(item.Element("term")!)}: {Text(item.Element("description")!)}"
                            )
                    ),
                    XElement other => $" {Text(other)}",
                    _ => "",
                }
            );
        }
        return string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Replace($" {Item}", "\n- ")
            .Replace(Item, "\n- ");
    }

    private static string Reference(XElement see) =>
        see.Attribute("cref") is { } cref
            ? see.Value is { Length: > 0 } shown
                ? shown
                : $"`{ShortName(cref.Value[2..])}`"
            : $"`{(see.Attribute("name") ?? see.Attribute("langword") ?? see.Attribute("href"))?.Value}`";

    private static string ShortName(string name)
    {
        name = name.Split('(')[0].Split('`')[0];
        return name.StartsWith("Unfurl.Adapters.", StringComparison.Ordinal)
            ? name["Unfurl.Adapters.".Length..]
            : name[(name.LastIndexOf('.') + 1)..];
    }

    private static string Null(ParameterInfo parameter) =>
        !parameter.ParameterType.IsValueType
        && new NullabilityInfoContext().Create(parameter).ReadState == NullabilityState.Nullable
            ? "?"
            : "";

    private static string Null(PropertyInfo property) =>
        !property.PropertyType.IsValueType
        && new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable
            ? "?"
            : "";

    private static string Name(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return $"{Name(inner)}?";
        var name = type.Name.Split('`')[0];
        name = Keywords.GetValueOrDefault(name, name);
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : name;
    }
}
