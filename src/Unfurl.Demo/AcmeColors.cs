namespace Unfurl.Demo;

// The colours of Acme's own pages.
internal static class AcmeColors
{
    private static readonly Color Grey = new(120, 119, 116);
    private static readonly Color Blue = new(51, 126, 169);
    private static readonly Color Green = new(68, 131, 97);
    private static readonly Color Orange = new(217, 115, 13);
    private static readonly Color Red = new(212, 76, 71);

    public static Color OfStatus(string status) =>
        status switch
        {
            "In progress" => Blue,
            "Done" => Green,
            "Blocked" => Red,
            _ => Grey,
        };

    public static Color OfPriority(string priority) =>
        priority switch
        {
            "High" => Red,
            "Medium" => Orange,
            _ => Grey,
        };
}
