using System.Runtime.CompilerServices;
using Unfurl.WebPages;

namespace Unfurl.IntegrationTests;

/// <summary>Tests parse pages in any order, and the parser remembers the encodings of its first use.</summary>
internal static class EncodingsAtStart
{
    [ModuleInitializer]
    internal static void Register() => Encodings.Register();
}
