using Unfurl.Adapters.Testing;

namespace Unfurl.Tests.Adapters.Testing;

public sealed class CardFileTests : IDisposable
{
    private static readonly Resolution Card = new Resolution.Found(
        new Preview
        {
            Title = "Caf\u00E9 <b>",
            Identifier = "T-12",
            IdentifierImage = new PreviewImage.Own("thing.png"),
            Icon = new PreviewImage.At(new Uri("https://things.acme.com/icon.png")),
            IconColor = new Color(1, 2, 255),
            Author = new Person("Ada"),
            Status = new Choice("Open", new Color(0, 128, 0)),
            Body = "One.\nTwo.",
            Media = new Media(MediaKind.Image, new Uri("https://things.acme.com/a.png")),
            Facts = new Facts
            {
                Priority = new Choice("High"),
                Progress = new Progress(0.25),
                Due = new DateOnly(2026, 3, 11),
                Assignees = [new Person("Bo")],
                Labels = ["red"],
                MoreLabels = 2,
                Created = new DateTimeOffset(2026, 3, 1, 8, 30, 0, TimeSpan.FromHours(2)),
            },
            Fields =
            [
                new("size", "Size", new FieldValue.Text("L"), FieldLine.Primary),
                new("stage", "Stage", new FieldValue.OneOf(new Choice("New"))),
                new("day", "Day", new FieldValue.Day(new DateOnly(2026, 3, 12))),
            ],
        }
    )
    {
        Audience = Audience.Public,
        Resources = [new("thing:12"), new("user:1")],
        Freshness = TimeSpan.FromMinutes(1),
    };

    private const string Text = """
        {
          "outcome": "found",
          "audience": "public",
          "resources": [
            "thing:12",
            "user:1"
          ],
          "freshness": "00:01:00",
          "preview": {
            "title": "Café <b>",
            "identifier": "T-12",
            "identifier_image": {
              "own": "thing.png"
            },
            "icon": "https://things.acme.com/icon.png",
            "icon_color": "#0102ff",
            "author": {
              "name": "Ada"
            },
            "status": {
              "word": "Open",
              "color": "#008000"
            },
            "body": "One.\nTwo.",
            "media": {
              "kind": "image",
              "url": "https://things.acme.com/a.png"
            },
            "facts": {
              "priority": {
                "word": "High"
              },
              "progress": {
                "share": 0.25
              },
              "due": "2026-03-11",
              "assignees": [
                {
                  "name": "Bo"
                }
              ],
              "labels": [
                "red"
              ],
              "more_labels": 2,
              "created": "2026-03-01T08:30:00+02:00"
            },
            "fields": [
              {
                "id": "size",
                "name": "Size",
                "text": "L",
                "line": "primary"
              },
              {
                "id": "stage",
                "name": "Stage",
                "one_of": {
                  "word": "New"
                },
                "line": "secondary"
              },
              {
                "id": "day",
                "name": "Day",
                "day": "2026-03-12",
                "line": "secondary"
              }
            ]
          }
        }

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("unfurl-cards-").FullName;

    private string File => Path.Combine(_folder, "thing.card.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_card_is_written_on_request_and_compared_from_then_on()
    {
        CardFile.ShouldHold(File, Card, isUpdating: true);

        System.IO.File.ReadAllText(File).ShouldBe(Text);
        CardFile.ShouldHold(File, Card);
    }

    [Fact]
    public void Another_card_fails_line_by_line()
    {
        CardFile.ShouldHold(File, new Resolution.Forbidden("Ask Ada."), isUpdating: true);

        var failure = Should.Throw<AdapterTestException>(() =>
            CardFile.ShouldHold(File, new Resolution.Forbidden("Ask Bo."))
        );

        failure.Message.ShouldContain("UPDATE_CARDS=1");
        failure.Message.ShouldEndWith(
            """
              {
                "outcome": "forbidden",
            -   "remedy": "Ask Ada."
            +   "remedy": "Ask Bo."
              }
            """
        );
    }

    [Fact]
    public void A_missing_card_fails_and_is_not_written()
    {
        var failure = Should.Throw<AdapterTestException>(() => CardFile.ShouldHold(File, Card));

        failure.Message.ShouldContain(File);
        failure.Message.ShouldContain("UPDATE_CARDS=1");
        System.IO.File.Exists(File).ShouldBeFalse();
    }

    public static TheoryData<Resolution, string> Others =>
        new()
        {
            { new Resolution.NotFound(), "{\n  \"outcome\": \"not found\"\n}\n" },
            {
                new Resolution.SignInNeeded { IsSuspended = true },
                "{\n  \"outcome\": \"sign-in needed\",\n  \"is_suspended\": true\n}\n"
            },
            {
                new Resolution.RateLimited(DateTimeOffset.UnixEpoch),
                "{\n  \"outcome\": \"rate limited\",\n  \"until\": \"1970-01-01T00:00:00+00:00\"\n}\n"
            },
            {
                new Resolution.Unavailable("HTTP 403") { IsUnknownRefusal = true },
                "{\n  \"outcome\": \"unavailable\",\n  \"reason\": \"HTTP 403\",\n  \"is_unknown_refusal\": true\n}\n"
            },
        };

    [Theory]
    [MemberData(nameof(Others))]
    public void Every_other_outcome_has_a_text(Resolution resolution, string text)
    {
        CardFile.ShouldHold(File, resolution, isUpdating: true);

        System.IO.File.ReadAllText(File).ShouldBe(text);
    }

    [Fact]
    public async Task A_case_is_a_recording_with_its_card_beside_it()
    {
        var recording = Path.Combine(_folder, "thing.http");
        await System.IO.File.WriteAllTextAsync(
            recording,
            ThingAdapter.GoodThing,
            TestContext.Current.CancellationToken
        );
        var good = await new ThingAdapter().Tested.ResolveAsync("/things/12", RecordedHttp.Load(recording));
        CardFile.ShouldHold(File, good, isUpdating: true);

        await new ThingAdapter().Tested.CheckCaseAsync("/things/12", recording, TestContext.Current.CancellationToken);
        var failure = await Should.ThrowAsync<AdapterTestException>(() =>
            new ThingAdapter { Read = _ => new Resolution.NotFound() }.Tested.CheckCaseAsync("/things/12", recording)
        );

        failure.Message.ShouldContain("+   \"outcome\": \"not found\"");
    }
}
