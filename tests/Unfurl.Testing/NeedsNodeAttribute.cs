using Xunit.v3;

namespace Unfurl.Testing;

/// <summary>Tests that start Node.js or read its packages; <c>./test quick</c> leaves them out.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsNodeAttribute : Attribute, ITraitAttribute
{
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Needs", "Node")];
}
