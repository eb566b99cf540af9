namespace Unfurl.GitHub.Cards;

// GitHub's own colours of states: https://primer.style/foundations/color (light theme).
internal static class GitHubColors
{
    public static readonly Color Green = new(0x1A, 0x7F, 0x37);
    public static readonly Color Purple = new(0x82, 0x50, 0xDF);
    public static readonly Color Red = new(0xCF, 0x22, 0x2E);
    public static readonly Color Yellow = new(0x9A, 0x67, 0x00);
    public static readonly Color Blue = new(0x09, 0x69, 0xDA);
    public static readonly Color Gray = new(0x59, 0x63, 0x6E);

    // Of an issue type or a column of a project:
    // https://docs.github.com/en/graphql/reference/enums#projectv2singleselectfieldoptioncolor.
    public static Color Named(string? name) =>
        name switch
        {
            "GREEN" => Green,
            "PURPLE" or "PINK" => Purple,
            "RED" => Red,
            "YELLOW" or "ORANGE" => Yellow,
            "BLUE" => Blue,
            _ => Gray,
        };
}
