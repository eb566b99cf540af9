using System.Text.Json;
using System.Text.Json.Serialization;
using Unfurl.Recipes.Texts;

namespace Unfurl.Benchmarks.Recipes;

/// <summary>What the recipe for Redmine does, as somebody would write it in C#.</summary>
internal sealed partial class RedmineInCSharp : IProviderAdapter
{
    private static readonly Color Green = new(0x1A, 0x7F, 0x37);
    private static readonly Color Purple = new(0x82, 0x50, 0xDF);

    public RedmineInCSharp() => Kinds = [new(new("Issue", "/issues/{number:int}", "/issues/12"), ResolveAsync)];

    public IReadOnlyList<LinkKind> Kinds { get; }

    public IReadOnlyList<Uri> Origins { get; } = [new("https://redmine.acme.com")];

    public SignIn SignIn { get; } = new NoSignIn();

    private static async Task<Resolution> ResolveAsync(
        LinkMatch match,
        ProviderCall call,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            $"https://redmine.acme.com/issues/{match.Number("number")}.json"
        );
        request.Headers.Add("Accept", "application/json");
        request.Headers.Add("X-Redmine-API-Key", call.RevealCredential());
        using var response = await call.Http.SendAsync(
            request,
            HttpCompletionOption.ResponseHeadersRead,
            cancellationToken
        );
        if (!response.IsSuccessStatusCode)
            return new Resolution.NotFound();
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var answer = await JsonSerializer.DeserializeAsync(body, RedmineJson.Default.Answer, cancellationToken);
        var issue = answer!.Issue;
        return new Resolution.Found(
            new Preview
            {
                Title = issue.Subject,
                Identifier = $"#{issue.Id}",
                Status = new(issue.Status.Name, issue.Status.IsClosed ? Purple : Green),
                Body = issue.Description is { Length: > 0 } text
                    ? Unfurl.Html.HtmlText.FromText(Textile.ToText(text))
                    : null,
                Author = new(issue.Author.Name),
                Facts = new Facts
                {
                    Kind = new(issue.Tracker.Name),
                    Priority = new(issue.Priority.Name),
                    Progress = new(issue.DoneRatio / 100.0),
                    Due = issue.DueDate,
                    Start = issue.StartDate,
                    Assignees = issue.AssignedTo is { } assignee ? [new(assignee.Name)] : [],
                    Milestone = issue.FixedVersion?.Name,
                    Created = issue.CreatedOn,
                    Updated = issue.UpdatedOn,
                    Closed = issue.ClosedOn,
                },
                Fields = [new("project", "Project", new FieldValue.Text(issue.Project.Name))],
            }
        )
        {
            Resources = [new($"issue:{issue.Id}")],
        };
    }

    private sealed record Answer(Issue Issue);

    private sealed record Issue(
        int Id,
        string Subject,
        Named Project,
        Named Tracker,
        Named Priority,
        Named Author,
        Status Status,
        int DoneRatio,
        string? Description = null,
        DateOnly? StartDate = null,
        DateOnly? DueDate = null,
        Named? AssignedTo = null,
        Named? FixedVersion = null,
        DateTimeOffset? CreatedOn = null,
        DateTimeOffset? UpdatedOn = null,
        DateTimeOffset? ClosedOn = null
    );

    private sealed record Named(string Name);

    private sealed record Status(string Name, bool IsClosed);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(Answer))]
    private sealed partial class RedmineJson : JsonSerializerContext;
}
