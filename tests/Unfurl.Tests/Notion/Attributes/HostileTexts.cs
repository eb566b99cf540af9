namespace Unfurl.Tests.Notion.Attributes;

/// <summary>Texts that may break a card or the page around it.</summary>
internal static class HostileTexts
{
    public static readonly string[] All =
    [
        "",
        " \t\r\n",
        "\0\u0001\u001B[31mred\u007F\u0085\u009F",
        "\uD800 high, \uDC00 low, \uDC00\uD800 turned round",
        "\u202Egnp.exe\u2066\u2067\u2068\u2069\u202A\u202B\u202D",
        "\u200B\u200C\u200D\u2060\uFEFF\u00AD",
        "\u3164\uFFA0\u115F\u2800",
        "\uFFFE\uFFFF\uFDD0\U0001FFFE\U0010FFFF\uE000",
        "a" + string.Concat(Enumerable.Repeat("\u0301\u0489\u20DD", 500)),
        string.Concat(Enumerable.Repeat("Z\u0351\u036B\u0343\u036A\u0302\u036B\u033D\u034F\u0334\u0319", 200)),
        new string('x', 100_000),
        string.Concat(Enumerable.Repeat("\U0001F468\u200D\U0001F469\u200D\U0001F467 ", 500)),
        string.Concat(Enumerable.Repeat("\U0001F468\u200D", 1000)),
        "<script>alert(1)</script><img src=x onerror=alert(1)>&#x27;\"`${7*7}{{7*7}}",
        "$<site>$1\\k<site>%s%n{0}",
        "javascript:alert(1)",
        "\"},{\"id\":\"dev\",\"name\":\"Developer Name\"",
        "\u0645\u0631\u062D\u0628\u0627 \u05E9\u05DC\u05D5\u05DD",
    ];
}
