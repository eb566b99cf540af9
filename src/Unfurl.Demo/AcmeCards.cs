namespace Unfurl.Demo;

internal sealed class AcmeCards(AcmeUrls web)
{
    public Resolution Item(AcmeItemResponse item) =>
        Found(
            item.Visibility,
            [new($"item:{item.Id}"), .. Resource(item.Assignee)],
            new Preview
            {
                Title = item.Title,
                Identifier = $"ACME-{item.Number}",
                Icon = new PreviewImage.Own(item.Status == "Done" ? AcmeIcons.ItemDone : AcmeIcons.Item),
                Status = item.Status is null ? null : new Choice(item.Status, AcmeColors.OfStatus(item.Status)),
                Author = Author(item.Assignee),
                Body = item.Text,
                Fields =
                [
                    .. Text("project", "Project", item.Project, FieldLine.Primary),
                    .. Text("points", "Points", item.Points is { } points ? $"{points} points" : null),
                ],
                Facts = new Facts
                {
                    Priority = item.Priority is { } word ? new Choice(word, AcmeColors.OfPriority(word)) : null,
                    Due = item.Due,
                    Labels = item.Labels ?? [],
                    Updated = item.UpdatedAt,
                },
            }
        );

    public Resolution Report(AcmeReportResponse report) =>
        Found(
            report.Visibility,
            [new($"report:{report.Id}"), .. Resource(report.Author)],
            new Preview
            {
                Title = report.Title,
                Identifier = "Acme report",
                Icon = new PreviewImage.Own(AcmeIcons.Report),
                Author = Author(report.Author),
                Body = report.Summary,
                Background = Color.Parse(report.Background),
                Media = Media(report.Media),
                Fields =
                [
                    .. Text("department", "Department", report.Department, FieldLine.Primary),
                    .. Moment("created_at", "Published", report.PublishedAt, FieldLine.Primary),
                ],
                Facts = new Facts { Created = report.PublishedAt },
            }
        );

    public Resolution Person(AcmePersonResponse person) =>
        Found(
            person.Visibility,
            [new($"person:{person.Id}")],
            new Preview
            {
                Title = person.Name,
                Identifier = $"@{person.Login}",
                IconColor = Color.Parse(person.Color),
                Author = new Person(person.Login, Picture(person.Picture)),
                Body = person.About,
                Fields =
                [
                    .. Text("role", "Role", person.Role, FieldLine.Primary),
                    .. Text("team", "Team", person.Team),
                    .. Day("joined", "Joined", person.Joined, FieldLine.Secondary),
                ],
            }
        );

    public Resolution Board(AcmeBoardResponse board) =>
        Found(
            board.Visibility,
            [new($"board:{board.Id}"), .. Resource(board.Owner)],
            new Preview
            {
                Title = board.Title,
                Identifier = "Acme board",
                IconColor = Color.Parse(board.Color),
                Author = Author(board.Owner),
                Body = board.Goal,
                Fields = [.. Day("due", "Ends", board.Ends, FieldLine.Primary)],
                Facts = new Facts
                {
                    Progress = ProgressOf(board),
                    Due = board.Ends,
                    Updated = board.UpdatedAt,
                },
            }
        );

    // Only resources that Acme marks as public may be shown to every account.
    private static Resolution.Found Found(string? visibility, IReadOnlyList<Resource> resources, Preview preview) =>
        new(preview) { Audience = visibility == "public" ? Audience.Public : Audience.Account, Resources = resources };

    private static IEnumerable<Resource> Resource(AcmeUser? user) =>
        user is null ? [] : [new Resource($"person:{user.Id}")];

    private Person? Author(AcmeUser? user) =>
        user is null ? null : new Person(user.Name, Picture(user.Picture)) { Email = user.Email };

    private PreviewImage.At? Picture(string? path) => web.FileUrlOf(path) is { } url ? new(url) : null;

    private Media? Media(AcmeMedia? media) =>
        media is not null
        && Enum.TryParse<MediaKind>(media.Kind, ignoreCase: true, out var kind)
        && web.FileUrlOf(media.Path) is { } url
            ? new Media(kind, url)
            : null;

    private static IEnumerable<Field> Text(
        string id,
        string name,
        string? text,
        FieldLine line = FieldLine.Secondary
    ) => text is null ? [] : [new Field(id, name, new FieldValue.Text(text), line)];

    private static Progress ProgressOf(AcmeBoardResponse board)
    {
        var all = (long)board.Open + board.Done;
        return new(all == 0 ? 0 : (double)board.Done / all, $"{board.Done} of {all} done");
    }

    private static IEnumerable<Field> Day(string id, string name, DateOnly? day, FieldLine line) =>
        day is { } value ? [new Field(id, name, new FieldValue.Day(value), line)] : [];

    private static IEnumerable<Field> Moment(string id, string name, DateTimeOffset? moment, FieldLine line) =>
        moment is { } value ? [new Field(id, name, new FieldValue.Moment(value), line)] : [];
}
