using System.Globalization;
using Unfurl.Html;
using Unfurl.Recipes.Picks;
using Unfurl.Recipes.Texts;

namespace Unfurl.Recipes.Cards;

/// <summary>How answers become a card.</summary>
internal sealed record RecipeCard
{
    public required Pick Title { get; init; }

    public Pick? Identifier { get; init; }

    public ChoiceRules? Status { get; init; }

    public Pick? Body { get; init; }

    public Pick? Author { get; init; }

    public ChoiceRules? Kind { get; init; }

    public ChoiceRules? Priority { get; init; }

    public CardProgress? Progress { get; init; }

    public CardMoment? Due { get; init; }

    public CardMoment? Start { get; init; }

    public Pick? Assignees { get; init; }

    public Pick? Comments { get; init; }

    public Pick? Labels { get; init; }

    public Pick? Milestone { get; init; }

    public CardMoment? Created { get; init; }

    public CardMoment? Updated { get; init; }

    public CardMoment? Closed { get; init; }

    public IReadOnlyList<CardField> Fields { get; init; } = [];

    /// <returns>Null where the answers have no title: they are not what was expected.</returns>
    public Preview? Of(PickContext context) =>
        // A title that is a number is of an answer that is not what was expected.
        !Title.IsText(context) || Line(Title, context) is not { } title
            ? null
            : new Preview
            {
                Title = title,
                Identifier = Line(Identifier, context),
                Status = Status?.Of(context),
                Body = Body?.First(context) is { } body ? HtmlText.FromText(body.ReplaceLineEndings("\n")) : null,
                Author = Line(Author, context) is { } author ? new Person(author) : null,
                Fields = [.. Fields.Select(field => field.Of(context)).OfType<Field>()],
                Facts = new Facts
                {
                    Kind = Kind?.Of(context),
                    Priority = Priority?.Of(context),
                    Progress = Progress?.Of(context),
                    Due = Due?.DayOf(context),
                    Start = Start?.DayOf(context),
                    Assignees = [.. Lines(Assignees, context).Select(name => new Person(name))],
                    Comments = Count(Comments, context),
                    Labels = Lines(Labels, context),
                    Milestone = Line(Milestone, context),
                    Created = Created?.Of(context),
                    Updated = Updated?.Of(context),
                    Closed = Closed?.Of(context),
                },
            };

    internal static string? Line(Pick? pick, PickContext context) =>
        Lines(pick, context) is [var first, ..] ? first : null;

    private static IReadOnlyList<string> Lines(Pick? pick, PickContext context) =>
        pick is null ? [] : [.. pick.All(context).Select(OneLine.Of).Where(line => line.Length > 0)];

    private static long? Count(Pick? pick, PickContext context) =>
        pick?.First(context) is { } text
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && number is >= 0 and <= long.MaxValue / 2
            ? (long)number
            : null;
}

/// <param name="Pick">The text.</param>
/// <param name="Moments">How the tool writes it.</param>
internal sealed record CardMoment(Pick Pick, Moments Moments)
{
    public DateTimeOffset? Of(PickContext context) =>
        Pick.First(context) is { } text ? Moments.Read(text.Trim()) : null;

    public DateOnly? DayOf(PickContext context) =>
        Pick.First(context) is { } text ? Moments.ReadDay(text.Trim()) : null;
}

/// <param name="Done">How much is done.</param>
/// <param name="Total">Of how much; null for percent.</param>
internal sealed record CardProgress(Pick Done, Pick? Total)
{
    public Progress? Of(PickContext context) =>
        Number(Done, context) is { } done && (Total is null ? 100 : Number(Total, context)) is > 0 and var total
            ? new Progress(done / total)
            : null;

    private static double? Number(Pick pick, PickContext context) =>
        pick.First(context) is { } text
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}

/// <summary>A field of the recipe's own.</summary>
internal sealed record CardField(string Id, string Name, FieldLine Line, Func<PickContext, FieldValue?> Value)
{
    public Field? Of(PickContext context) => Value(context) is { } value ? new(Id, Name, value, Line) : null;
}
