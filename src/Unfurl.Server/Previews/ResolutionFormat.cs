using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Unfurl.Server.Previews;

/// <summary>
/// Resolutions as both levels of the cache keep them: compact JSON, with nothing of any surface in it. What no surface
/// shows is cut, so that an entry is bounded whatever an adapter gives.
/// </summary>
internal static class ResolutionFormat
{
    /// <summary>Changes with the format. Other versions count as nothing.</summary>
    public const byte Version = 3;

    // Far longer than any surface shows, because they leave out what is invisible.
    private const int MaxText = 16_000;
    private const int MaxUrl = 2000;
    private const int MaxFields = 500;
    private const int MaxNames = 100;

    // The bytes are never part of a page, so only the escapes of JSON itself are needed.
    private static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <exception cref="ArgumentException">It cannot be kept, which is a fault of the adapter.</exception>
    public static byte[] Pack(Resolution resolution)
    {
        var packed = resolution switch
        {
            Resolution.Found(var preview) => Pack(preview),
            Resolution.NotFound => new PackedResolution { Kind = PackedKind.NotFound },
            Resolution.Forbidden({ } remedy) => new PackedResolution
            {
                Kind = PackedKind.Forbidden,
                Remedy = Cut(remedy),
            },
            Resolution.SignInNeeded needed => new PackedResolution
            {
                Kind = PackedKind.SignInNeeded,
                IsSuspended = needed.IsSuspended,
            },
            Resolution.RateLimited(var until) => new PackedResolution { Kind = PackedKind.RateLimited, Until = until },
            Resolution.Unavailable { TooSlow: var tooSlow } => new PackedResolution
            {
                Kind = PackedKind.Unavailable,
                TooSlow = tooSlow,
            },
            _ => throw new ArgumentException(
                "The resolution is none of the closed set, or without its remedy.",
                nameof(resolution)
            ),
        };
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
            JsonSerializer.Serialize(writer, packed, ResolutionJson.Default.PackedResolution);
        return buffer.WrittenSpan.ToArray();
    }

    /// <returns>Null for anything that <see cref="Pack(Resolution)"/> did not write.</returns>
    public static Resolution? Unpack(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, ResolutionJson.Default.PackedResolution) switch
            {
                { Kind: PackedKind.Found, Title: not null } packed => new Resolution.Found(PreviewOf(packed)),
                { Kind: PackedKind.NotFound } => new Resolution.NotFound(),
                { Kind: PackedKind.Forbidden, Remedy: { } remedy } => new Resolution.Forbidden(remedy),
                { Kind: PackedKind.SignInNeeded } packed => new Resolution.SignInNeeded
                {
                    IsSuspended = packed.IsSuspended,
                },
                { Kind: PackedKind.RateLimited, Until: { } until } => new Resolution.RateLimited(until),
                { Kind: PackedKind.Unavailable } packed => new Resolution.Unavailable("") { TooSlow = packed.TooSlow },
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Adapters may be compiled without null checks.
    private static PackedResolution Pack(Preview preview) =>
        new()
        {
            Kind = PackedKind.Found,
            Title = Cut(preview.Title) ?? "",
            Identifier = Cut(preview.Identifier),
            IdentifierImage = Pack(preview.IdentifierImage),
            Icon = Pack(preview.Icon),
            IconColor = preview.IconColor,
            Author = Cut(preview.Author?.Name),
            Avatar = Pack(preview.Author?.Avatar),
            AuthorEmail = Cut(preview.Author?.Email),
            Status = Cut(preview.Status?.Word),
            StatusColor = preview.Status?.Color,
            Body = Cut(preview.Body),
            Background = preview.Background,
            MediaKind = preview.Media?.Kind,
            MediaUrl = Pack(preview.Media?.Url),
            Facts = Pack(preview.Facts),
            Fields = preview.Fields is { Count: > 0 } fields
                ? [.. fields.Where(field => field?.Value is not null).Take(MaxFields).Select(Pack)]
                : null,
        };

    private static Preview PreviewOf(PackedResolution packed) =>
        new()
        {
            Title = packed.Title!,
            Identifier = packed.Identifier,
            IdentifierImage = ImageOf(packed.IdentifierImage),
            Icon = ImageOf(packed.Icon),
            IconColor = packed.IconColor,
            Author = packed.Author is { } name ? PersonOf(name, packed.Avatar, packed.AuthorEmail) : null,
            Status = packed.Status is { } word ? new Choice(word, packed.StatusColor) : null,
            Body = packed.Body,
            Background = packed.Background,
            Media = packed is { MediaKind: { } kind, MediaUrl: { } url } ? new Media(kind, UrlOf(url)) : null,
            Facts = packed.Facts is { } facts ? FactsOf(facts) : new(),
            Fields = packed.Fields is { } fields
                ? [.. fields.Select(field => FieldOf(field ?? throw new JsonException()))]
                : [],
        };

    private static PackedFacts? Pack(Facts? facts)
    {
        if (facts is null)
            return null;
        Person[] assignees = [.. (facts.Assignees ?? []).Where(person => person?.Name is not null)];
        string[] labels = [.. (facts.Labels ?? []).OfType<string>()];
        var packed = new PackedFacts
        {
            Kind = Cut(facts.Kind?.Word),
            KindColor = facts.Kind?.Color,
            Priority = Cut(facts.Priority?.Word),
            PriorityColor = facts.Priority?.Color,
            Progress = facts.Progress?.Share,
            ProgressText = Cut(facts.Progress?.Text),
            Due = facts.Due,
            Start = facts.Start,
            Assignees = assignees is [] ? null : [.. assignees.Take(MaxNames).Select(Pack)],
            MoreAssignees = MoreThan(MaxNames, assignees.Length, facts.MoreAssignees),
            Comments = facts.Comments,
            Labels = labels is [] ? null : [.. labels.Take(MaxNames).Select(label => Cut(label)!)],
            MoreLabels = MoreThan(MaxNames, labels.Length, facts.MoreLabels),
            Milestone = Cut(facts.Milestone),
            Created = facts.Created,
            Updated = facts.Updated,
            Closed = facts.Closed,
        };
        return packed == new PackedFacts() ? null : packed;
    }

    private static int MoreThan(int limit, int count, int more) =>
        (int)Math.Min(int.MaxValue, Math.Max(0L, count - limit) + Math.Max(0, more));

    private static PackedPerson Pack(Person person) =>
        new()
        {
            Name = Cut(person.Name),
            Avatar = Pack(person.Avatar),
            Email = Cut(person.Email),
        };

    private static Facts FactsOf(PackedFacts packed) =>
        new()
        {
            Kind = packed.Kind is { } kind ? new Choice(kind, packed.KindColor) : null,
            Priority = packed.Priority is { } priority ? new Choice(priority, packed.PriorityColor) : null,
            Progress = packed.Progress is { } share ? new Progress(share, packed.ProgressText) : null,
            Due = packed.Due,
            Start = packed.Start,
            Assignees = packed.Assignees?.Select(PersonOf).ToList() ?? [],
            MoreAssignees = packed.MoreAssignees,
            Comments = packed.Comments,
            Labels = packed.Labels?.Select(label => label ?? throw new JsonException()).ToList() ?? [],
            MoreLabels = packed.MoreLabels,
            Milestone = packed.Milestone,
            Created = packed.Created,
            Updated = packed.Updated,
            Closed = packed.Closed,
        };

    private static Person PersonOf(PackedPerson? packed) =>
        PersonOf(packed?.Name ?? throw new JsonException(), packed.Avatar, packed.Email);

    private static Person PersonOf(string name, PackedImage? avatar, string? email) =>
        new(name, ImageOf(avatar)) { Email = email };

    private static PackedField Pack(Field field)
    {
        var packed = new PackedField
        {
            Id = Cut(field.Id) ?? "",
            Name = Cut(field.Name) ?? "",
            IsPrimary = field.Line == FieldLine.Primary,
        };
        return field.Value switch
        {
            FieldValue.Text(var text) => packed with { Text = Cut(text) },
            FieldValue.OneOf(var choice) => packed with { Word = Cut(choice?.Word) ?? "", Color = choice?.Color },
            FieldValue.Day(var day) => packed with { Day = day },
            FieldValue.Moment(var moment) => packed with { Moment = moment },
            _ => packed,
        };
    }

    private static Field FieldOf(PackedField packed) =>
        new(
            packed.Id ?? throw new JsonException(),
            packed.Name ?? throw new JsonException(),
            packed switch
            {
                { Word: { } word } => new FieldValue.OneOf(new Choice(word, packed.Color)),
                { Day: { } day } => new FieldValue.Day(day),
                { Moment: { } moment } => new FieldValue.Moment(moment),
                _ => new FieldValue.Text(packed.Text ?? ""),
            },
            packed.IsPrimary ? FieldLine.Primary : FieldLine.Secondary
        );

    private static PackedImage? Pack(PreviewImage? image) =>
        image switch
        {
            PreviewImage.At(var url) => Pack(url) is { } address ? new PackedImage { Url = address } : null,
            PreviewImage.Own(var name) => new PackedImage { Name = Cut(name) },
            _ => null,
        };

    private static PreviewImage? ImageOf(PackedImage? packed) =>
        packed switch
        {
            { Url: { } url } => new PreviewImage.At(UrlOf(url)),
            { Name: { } name } => new PreviewImage.Own(name),
            _ => null,
        };

    // No surface can fetch anything else.
    private static string? Pack(Uri? url) =>
        url is { IsAbsoluteUri: true, Scheme: "https" or "http", AbsoluteUri: { Length: <= MaxUrl } address }
        && Uri.IsWellFormedUriString(address, UriKind.Absolute)
            ? address
            : null;

    private static Uri UrlOf(string url) =>
        url.StartsWith("http", StringComparison.Ordinal) && Uri.TryCreate(url, UriKind.Absolute, out var absolute)
            ? absolute
            : throw new JsonException();

    private static string? Cut(string? text) =>
        text is not { Length: > MaxText } ? text
        // No half of a pair of surrogates stays.
        : char.IsHighSurrogate(text[MaxText - 1]) ? text[..(MaxText - 1)]
        : text[..MaxText];
}
