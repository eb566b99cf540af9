namespace Unfurl.IntegrationTests.Notion.Unfurl;

/// <summary>
/// Texts that are no link, or none of a configured provider, although they were made to look so. The service's GitHub
/// is at <see cref="Host"/>, which nothing else knows.
/// </summary>
internal static class OddLinks
{
    public const string Host = "odd-links.example";

    private const string Path = "/Codertocat/Hello-World/pull/2";

    public static readonly IReadOnlyList<string> All =
    [
        // Somebody else's authority
        $"https://me@{Host}{Path}",
        $"https://me:secret@{Host}{Path}",
        $"https://@{Host}{Path}",
        $"https://{Host}@evil.odd.example{Path}",
        $"https://{Host}%40evil.odd.example{Path}",
        $"https://{Host}:8443{Path}",
        $"https://{Host}:80{Path}",
        $"http://{Host}:443{Path}",
        $"https://{Host}:99999{Path}",
        $"https://{Host}:-1{Path}",
        // Paths that servers read in more than one way
        $"https://{Host}/./Codertocat/Hello-World/pull/2",
        $"https://{Host}/x/../Codertocat/Hello-World/pull/2",
        $"https://{Host}/x/%2e%2e/Codertocat/Hello-World/pull/2",
        $"https://{Host}/x/.%2E/Codertocat/Hello-World/pull/2",
        $"https://{Host}/Codertocat/../Codertocat/Hello-World",
        $"https://{Host}/Codertocat/..",
        $"https://{Host}//Codertocat/Hello-World/pull/2",
        $"https://{Host}/Codertocat//Hello-World/pull/2",
        $"https://{Host}{Path}//",
        $"https://{Host}/Codertocat%2FHello-World/pull/2",
        $"https://{Host}/Codertocat/Hello-World/pull%2F2",
        $"https://{Host}/Codertocat/Hello-World%2Fpull%2F2",
        $"https://{Host}/Codertocat/Hello-World%00/pull/2",
        $"https://{Host}/Codertocat%00/Hello-World",
        $"https://{Host}{Path}%00",
        $"https://{Host}{Path}%20",
        $"https://{Host}{Path}%0d%0aX-Evil:%201",
        $"https://{Host}/Codertocat/Hello-World;x/pull/2",
        $"https://{Host}/Codertocat/Hello-World/pull/2\u0661",
        $"https://{Host}/Codertocat/Hello-World/pull/\uFF12",
        $"https://{Host}\uFF0FCodertocat\uFF0FHello-World",
        $"https://{Host}/Codertocat\uFF0FHello-World/pull/2",
        $"https://{Host}/Codertocat/Hello-World/\uFF50ull/2",
        $"https://{Host}{Path}\u200B",
        $"https://{Host}\\Codertocat\\Hello-World",
        $"https:\\\\{Host}{Path}",
        $"https://{Host}{Path}\\",
        // Characters that hide
        $" https://{Host}{Path}",
        $"https://{Host}{Path} ",
        $"https://{Host}{Path}\n",
        $"https://{Host}/Coder\ttocat/Hello-World/pull/2",
        $"ht\ntps://{Host}{Path}",
        $"https://{Host}/Codertocat/Hello\u0000-World/pull/2",
        $"https://{Host}/\u202EtacotredoC/Hello-World",
        $"https://{Host}{Path}\u0085",
        // Hosts that look alike
        $"https://{Host}.{Path}",
        $"https://{Host}.evil.odd.example{Path}",
        $"https://evil.odd.example/{Host}{Path}",
        $"https://evil.odd.example?https://{Host}{Path}",
        $"https://evil.odd.example#https://{Host}{Path}",
        $"https://evil-{Host}{Path}",
        $"https://api.{Host}{Path}",
        $"https://\u043Edd-links.example{Path}",
        $"https://xn--dd-links-86i.example{Path}",
        $"https://\uFF4Fdd-links.example{Path}",
        $"https://odd-links\u3002example{Path}",
        $"https://odd\u00AD-links.example{Path}",
        $"https://%6Fdd-links.example{Path}",
        // Addresses
        $"https://127.0.0.1{Path}",
        $"http://127.0.0.1{Path}",
        $"https://127.1{Path}",
        $"https://2130706433{Path}",
        $"https://0x7f000001{Path}",
        $"https://0x7f.0.0.1{Path}",
        $"https://0177.0.0.1{Path}",
        $"https://169.254.169.254/latest/meta-data",
        $"https://[::1]{Path}",
        $"https://[::ffff:127.0.0.1]{Path}",
        $"https://[::ffff:7f00:1]{Path}",
        $"https://[fe80::1%25eth0]{Path}",
        $"https://localhost{Path}",
        $"https://127.0.0.1.{Path}",
        $"https://\u2460\u2461\u2466.0.0.1{Path}",
        // Other schemes, and none
        $"ftp://{Host}{Path}",
        $"ws://{Host}{Path}",
        "file:///etc/passwd",
        $"file://{Host}{Path}",
        "javascript:alert(document.domain)",
        "data:text/html,x",
        $"view-source:https://{Host}{Path}",
        $"//{Host}{Path}",
        $"{Host}{Path}",
        $"https:{Host}{Path}",
        $"https:/{Host}{Path}",
        $"https:///{Host}{Path}",
        // Kinds that do not exist
        $"https://{Host}",
        $"https://{Host}/",
        $"https://{Host}/Codertocat/Hello-World/pull/0",
        $"https://{Host}/Codertocat/Hello-World/pull/99999999999",
        $"https://{Host}/settings/profile",
        // Too long
        $"https://{Host}{Path}?".PadRight(Link.MaxLength + 1, 'x'),
        $"https://{Host}{Path}#".PadRight(60_000, 'x'),
        $"https://{Host}/".PadRight(60_000, '/'),
        "x",
        " ",
        "\0",
        "\uFFFE\uFFFF",
    ];
}
