using System.Security.Cryptography;
using System.Text;

namespace Unfurl.IntegrationTests.Contract.Secrets;

/// <summary>A secret that is easily found where it has no business, whichever way it is written there.</summary>
internal sealed record Canary(string Name, string Secret)
{
    /// <summary>Everything that lets a log be turned into a session lists too: hashes are what storage is asked with.</summary>
    private IEnumerable<string> Spellings
    {
        get
        {
            var bytes = Encoding.UTF8.GetBytes(Secret);
            var hash = SHA256.HashData(bytes);
            return
            [
                Secret,
                Uri.EscapeDataString(Secret),
                Convert.ToBase64String(bytes).TrimEnd('=')[..^1],
                Convert.ToHexString(hash),
                Convert.ToBase64String(hash).TrimEnd('='),
            ];
        }
    }

    /// <summary>Looks for it without regard to case.</summary>
    public void ShouldNotBeIn(string text, string where)
    {
        Secret.Length.ShouldBeGreaterThan(5, Name);
        foreach (var spelling in Spellings)
        {
            var at = text.IndexOf(spelling, StringComparison.OrdinalIgnoreCase);
            if (at >= 0)
                Assert.Fail($"{Name} is in {where}: …{text[Math.Max(0, at - 300)..Math.Min(text.Length, at + 50)]}…");
        }
    }
}
