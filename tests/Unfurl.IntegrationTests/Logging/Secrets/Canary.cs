using System.Security.Cryptography;
using System.Text;

namespace Unfurl.IntegrationTests.Logging.Secrets;

/// <summary>A recognizable secret, searched for in all its spellings.</summary>
internal sealed record Canary(string Name, string Secret)
{
    // Includes hashes: storage is queried with them, so a log of them would list sessions.
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
