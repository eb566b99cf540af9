using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Unfurl.Demo.Site;

/// <summary>Writes entries as JSON. File names are relative to the site, whose URL its clients know.</summary>
internal sealed class ApiResponses(AcmeSite site)
{
    public IResult Me(string login) => Results.Json(User(login), ApiJson.Default.ApiUser);

    public IResult ResultOf(AcmeEntry entry) =>
        entry switch
        {
            AcmeItem item => Results.Json(Item(item), ApiJson.Default.ApiItem),
            AcmeReport report => Results.Json(Report(report), ApiJson.Default.ApiReport),
            AcmePerson person => Results.Json(Person(person), ApiJson.Default.ApiPerson),
            AcmeBoard board => Results.Json(Board(board), ApiJson.Default.ApiBoard),
            _ => Results.NotFound(),
        };

    private ApiItem Item(AcmeItem item) =>
        new(
            item.Id,
            item.Number,
            item.Title,
            Visibility(item),
            item.Status,
            item.Priority,
            item.Project,
            item.Text,
            item.Points,
            item.Labels,
            item.Due,
            item.UpdatedAt,
            User(item.Assignee)
        );

    private ApiReport Report(AcmeReport report) =>
        new(
            report.Id,
            report.Title,
            Visibility(report),
            report.Department,
            report.Text,
            report.Background,
            report.UpdatedAt,
            User(report.Author),
            new ApiMedia(report.MediaKind, $"media/{report.MediaFile}")
        );

    private static ApiPerson Person(AcmePerson person) =>
        new(
            person.Id,
            person.Login,
            person.Title,
            Visibility(person),
            person.Role,
            person.Team,
            person.Text,
            person.Color,
            Picture(person),
            person.Joined
        );

    private ApiBoard Board(AcmeBoard board) =>
        new(
            board.Id,
            board.Title,
            Visibility(board),
            board.Text,
            board.Color,
            board.Open,
            board.Done,
            board.Ends,
            board.UpdatedAt,
            User(board.Owner)
        );

    private ApiUser? User(string? login) =>
        login is not null && site.Find($"/people/{login}") is AcmePerson person
            ? new ApiUser(person.Id, person.Login, person.Title, Picture(person), person.Email)
            : null;

    private static string? Picture(AcmePerson person) => person.Picture is null ? null : $"media/{person.Picture}";

    private static string Visibility(AcmeEntry entry) => entry.VisibleTo is null ? "public" : "private";
}

internal sealed record ApiProblem(string Message);

internal sealed record ApiUser(string Id, string Login, string Name, string? Picture, string Email);

internal sealed record ApiMedia(string Kind, string Path);

internal sealed record ApiItem(
    string Id,
    int Number,
    string Title,
    string Visibility,
    string Status,
    string Priority,
    string? Project,
    string? Text,
    int? Points,
    IReadOnlyList<string> Labels,
    DateOnly? Due,
    DateTimeOffset UpdatedAt,
    ApiUser? Assignee
);

internal sealed record ApiReport(
    string Id,
    string Title,
    string Visibility,
    string Department,
    string? Summary,
    string? Background,
    DateTimeOffset PublishedAt,
    ApiUser? Author,
    ApiMedia Media
);

internal sealed record ApiPerson(
    string Id,
    string Login,
    string Name,
    string Visibility,
    string Role,
    string Team,
    string? About,
    string Color,
    string? Picture,
    DateOnly Joined
);

internal sealed record ApiBoard(
    string Id,
    string Title,
    string Visibility,
    string? Goal,
    string Color,
    int Open,
    int Done,
    DateOnly? Ends,
    DateTimeOffset UpdatedAt,
    ApiUser? Owner
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ApiProblem))]
[JsonSerializable(typeof(ApiUser))]
[JsonSerializable(typeof(ApiItem))]
[JsonSerializable(typeof(ApiReport))]
[JsonSerializable(typeof(ApiPerson))]
[JsonSerializable(typeof(ApiBoard))]
internal sealed partial class ApiJson : JsonSerializerContext;
