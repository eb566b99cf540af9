using FsCheck;
using FsCheck.Fluent;

namespace Unfurl.Tests.Notion.Attributes;

/// <summary>Generates previews of a careless adapter: hostile texts, odd ids, extreme dates, missing parts.</summary>
internal static class Previews
{
    private static readonly Gen<string> Bit = Gen.OneOf(
        Gen.Elements("a", "word", " ", "\n", "\r\n", "\t", "<b>", "*x*", "\"", "\\", "/", "&amp;", "</script>"),
        Gen.Elements("\0", "\u001B", "\u007F", "\u0085", "\u202E", "\u2066", "\u200F", "\u2028", "\uFEFF", "\u200D"),
        Gen.Elements("\uD800", "\uDC00", "\uDBFF\uDBFF", "\uFFFD", "\uFFFF", "\uFDD0", "\uE000"),
        Gen.Elements("\U0001F680", "\U000E0041", "\U0010FFFF", "e\u0301\u0302", "\u0639", "\u4E2D\u6587")
    );

    private static readonly Gen<string> Text = Gen.Frequency(
        (8, Bit.ArrayOf().Resize(12).Select(string.Concat)),
        (1, ArbMap.Default.GeneratorFor<string>().Select(text => text ?? "")),
        (1, Gen.Constant((string)null!)),
        (1, Gen.Elements(HostileTexts.All)),
        (1, Bit.Select(bit => string.Concat(Enumerable.Repeat(bit, 100_000 / bit.Length))))
    );

    private static readonly Gen<string> Id = Gen.Frequency(
        (3, Text),
        (
            3,
            Gen.Elements(
                "dev",
                "title",
                "body",
                "icon",
                "author",
                "labels",
                "media",
                "closed_at",
                " dev",
                "DEV",
                "dev\0"
            )
        ),
        (3, Gen.Choose(0, 2000).Select(number => $"field_{number}"))
    );

    private static readonly Gen<Color> Color =
        from rgb in Gen.Choose(0, 0xFFFFFF)
        select new Color((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);

    private static readonly Gen<Uri> Url = Gen.Elements(
            "https://acme.com/a.png",
            "http://localhost:5000/a.png",
            "https://b\u00FCcher.example/caf\u00E9?a=\u202E",
            "https://user:password@acme.com/a",
            "https://acme.com/" + new string('a', 1990),
            "https://acme.com/" + new string('\u4E2D', 1000),
            "data:text/html,a",
            "javascript:alert(1)",
            "https://acme.com/" + new string('a', 3000),
            "https://acme.com/%00%0d%0a<script>\"'",
            "https://acme.com/\uD800",
            "HTTPS://ACME.COM/a#part",
            "//acme.com/a.png",
            "file:///etc/passwd",
            "blob:https://acme.com/a",
            "\\\\acme\\a.png",
            "/a.png",
            ""
        )
        .Select(url => new Uri(url, UriKind.RelativeOrAbsolute));

    // A Uri created without canonicalization.
    private static readonly Gen<Uri> RawUrl = Gen.Elements("https://acme.com/a b\n\u0001", "https://acme.com/\uD800")
        .Select(url => new Uri(url, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));

    private static readonly Gen<PreviewImage> Image = Gen.OneOf(
        Maybe(Gen.Frequency((5, Url), (1, RawUrl))).Select(PreviewImage (url) => new PreviewImage.At(url!)),
        Gen.OneOf(Gen.Elements("merged", "a b", "", null!), Text)
            .Select(PreviewImage (name) => new PreviewImage.Own(name))
    );

    private static readonly Gen<Choice> Choice =
        from word in Text
        from color in Gen.OneOf(Gen.Constant((Color?)null), Color.Select(it => (Color?)it))
        select new Choice(word, color);

    private static readonly Gen<DateTimeOffset> Moment = Gen.OneOf(
        Gen.Elements(
            DateTimeOffset.MinValue,
            DateTimeOffset.MaxValue,
            new DateTimeOffset(DateTime.MinValue.AddHours(14), TimeSpan.FromHours(14)),
            new DateTimeOffset(DateTime.MaxValue.AddHours(-14), TimeSpan.FromHours(-14)),
            default
        ),
        ArbMap.Default.GeneratorFor<DateTimeOffset>()
    );

    private static readonly Gen<FieldValue> Value = Gen.Frequency(
        (4, Text.Select(FieldValue (text) => new FieldValue.Text(text))),
        (3, Maybe(Choice).Select(FieldValue (choice) => new FieldValue.OneOf(choice!))),
        (
            2,
            Gen.Choose(0, DateOnly.MaxValue.DayNumber)
                .Select(FieldValue (day) => new FieldValue.Day(DateOnly.FromDayNumber(day)))
        ),
        (2, Moment.Select(FieldValue (moment) => new FieldValue.Moment(moment))),
        (1, Gen.Constant((FieldValue)null!))
    );

    private static readonly Gen<Field> Field =
        from id in Id
        from name in Text
        from value in Value
        from line in Gen.Elements(FieldLine.Primary, FieldLine.Secondary, (FieldLine)9)
        select new Field(id, name, value, line);

    private static readonly Gen<Field[]> Fields = Gen.Frequency(
        (9, Maybe(Field).ArrayOf().Resize(8).Select(fields => (Field[])fields!)),
        (1, Gen.Constant((Field[])null!)),
        (1, Field.ListOf(50).Select(fields => Enumerable.Repeat(fields, 20).SelectMany(it => it).ToArray()))
    );

    private static readonly Gen<Progress> Progress =
        from share in Gen.Elements(0, 0.005, 0.5, 1, -1, 7, double.NaN, double.PositiveInfinity, double.MinValue)
        from text in Text
        select new Progress(share, text);

    private static readonly Gen<DateOnly?> AnyDay = Gen.Choose(-1, DateOnly.MaxValue.DayNumber)
        .Select(day => day < 0 ? (DateOnly?)null : DateOnly.FromDayNumber(day));

    private static readonly Gen<DateTimeOffset?> AnyMoment = Gen.OneOf(
        Gen.Constant((DateTimeOffset?)null),
        Moment.Select(moment => (DateTimeOffset?)moment)
    );

    private static readonly Gen<Facts> Facts =
        from kind in Maybe(Choice)
        from priority in Maybe(Choice)
        from progress in Maybe(Progress)
        from due in AnyDay
        from start in AnyDay
        from names in Maybe(Maybe(Text).ArrayOf().Resize(8))
        from more in Gen.Elements(0, 3, -1, int.MaxValue)
        from comments in Gen.Elements<long?>(null, 0, 1, 2, 1_234_567, -5, long.MaxValue)
        from milestone in Text
        from created in AnyMoment
        from updated in AnyMoment
        from closed in AnyMoment
        select new Facts
        {
            Kind = kind,
            Priority = priority,
            Progress = progress,
            Due = due,
            Start = start,
            Assignees = names?.Select(name => name is null ? null! : new Person(name)).ToArray()!,
            MoreAssignees = more,
            Comments = comments,
            Labels = names!,
            MoreLabels = more,
            Milestone = milestone,
            Created = created,
            Updated = updated,
            Closed = closed,
        };

    public static Arbitrary<Preview> Any { get; } =
        (
            from title in Text
            from identifier in Text
            from identifierImage in Maybe(Image)
            from icon in Maybe(Image)
            from iconColor in Gen.OneOf(Gen.Constant((Color?)null), Color.Select(it => (Color?)it))
            from name in Text
            from avatar in Maybe(Image)
            from status in Maybe(Choice)
            from body in Text
            from kind in Gen.Choose(-1, 6).Select(number => (MediaKind)number)
            from media in Maybe(Maybe(Gen.Frequency((5, Url), (1, RawUrl))).Select(url => new Media(kind, url!)))
            from fields in Fields
            from facts in Maybe(Facts)
            select new Preview
            {
                Title = title,
                Identifier = identifier,
                IdentifierImage = identifierImage,
                Icon = icon,
                IconColor = iconColor,
                Author = name is null && avatar is null ? null : new Person(name!, avatar),
                Status = status,
                Body = body,
                Background = iconColor,
                Media = media,
                Fields = fields,
                Facts = facts!,
            }
        ).ToArbitrary();

    private static Gen<T?> Maybe<T>(Gen<T> generator)
        where T : class => Gen.Frequency((1, Gen.Constant((T?)null)), (4, generator.Select(it => (T?)it)));
}
