using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;

namespace Unfurl.Adapters.Testing.Assemblies;

/// <summary>Reads an assembly's code without running it, and lists what of it is forbidden.</summary>
internal static partial class AssemblyCheck
{
    public static IReadOnlyList<string> Problems(Assembly assembly)
    {
        if (assembly.Location.Length == 0)
            return
            [
                $"{assembly.GetName().Name} has no file, so it cannot be read: let the test project reference the adapter's.",
            ];
        using var file = File.OpenRead(assembly.Location);
        return Problems(file);
    }

    public static IReadOnlyList<string> Problems(Stream assembly)
    {
        using var file = new PEReader(assembly);
        var metadata = file.GetMetadataReader();
        return
        [
            .. metadata
                .MethodDefinitions.SelectMany(handle => Problems(file, metadata, metadata.GetMethodDefinition(handle)))
                .Distinct(),
        ];
    }

    private static IEnumerable<string> Problems(PEReader file, MetadataReader metadata, MethodDefinition method)
    {
        var name = NameOf(metadata, method);
        if (method.Attributes.HasFlag(MethodAttributes.PinvokeImpl))
            yield return $"{name} is native code: {ForbiddenMembers.NativeCode}.";
        if (method.RelativeVirtualAddress == 0)
            yield break;
        foreach (var token in MethodTokens.In(file.GetMethodBody(method.RelativeVirtualAddress).GetILReader()))
        {
            if (MemberOf(metadata, token) is not var (space, type, member))
                continue;
            if (ForbiddenMembers.Reason(space, type, member) is { } reason)
                yield return $"{name} calls {(member == ".ctor" ? $"new {type}" : $"{type}.{member}")}: {reason}.";
        }
    }

    // Of another assembly; null for its own.
    private static (string Space, string Type, string Member)? MemberOf(MetadataReader metadata, EntityHandle token)
    {
        if (token.Kind == HandleKind.MethodSpecification)
            token = metadata.GetMethodSpecification((MethodSpecificationHandle)token).Method;
        if (token.Kind != HandleKind.MemberReference)
            return null;
        var member = metadata.GetMemberReference((MemberReferenceHandle)token);
        if (member.Parent.Kind != HandleKind.TypeReference)
            return null;
        var type = metadata.GetTypeReference((TypeReferenceHandle)member.Parent);
        return (metadata.GetString(type.Namespace), metadata.GetString(type.Name), metadata.GetString(member.Name));
    }

    private static string NameOf(MetadataReader metadata, MethodDefinition method)
    {
        var names = new List<string> { metadata.GetString(method.Name) };
        for (var handle = method.GetDeclaringType(); !handle.IsNil; )
        {
            var type = metadata.GetTypeDefinition(handle);
            var space = metadata.GetString(type.Namespace);
            names.Insert(
                0,
                space.Length == 0 ? metadata.GetString(type.Name) : $"{space}.{metadata.GetString(type.Name)}"
            );
            handle = type.GetDeclaringType();
        }
        return Written(names);
    }

    // The compiler moves the code of asynchronous methods and lambdas into types of its own, which have the method's name in theirs.
    private static string Written(IReadOnlyList<string> names)
    {
        var first = names.ToList().FindIndex(name => Generated().IsMatch(name));
        if (first < 0)
            return string.Join('.', names);
        var method = names
            .Select(name => Generated().Match(name))
            .FirstOrDefault(match => match.Groups["name"].Length > 0);
        return string.Join(
            '.',
            [.. names.Take(first), .. method is null ? [] : (string[])[method.Groups["name"].Value]]
        );
    }

    [GeneratedRegex(@"^<(?<name>\w*)>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Generated();
}
