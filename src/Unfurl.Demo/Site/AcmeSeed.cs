namespace Unfurl.Demo.Site;

/// <summary>
/// The initial entries of the Acme site. Together they cover every sub-type and section of a card, and every outcome.
/// </summary>
internal static class AcmeSeed
{
    public static IReadOnlyList<AcmeEntry> Entries { get; } = [.. Items(), .. Troubles(), .. Reports(), .. Others()];

    private static AcmeItem Item(int number, string title, string shows) =>
        new()
        {
            Id = $"{1000 + number}",
            Path = $"/items/{number}",
            Number = number,
            Title = title,
            PreviewDescription = shows,
            Project = "Checkout",
        };

    private static IEnumerable<AcmeItem> Items() =>
        [
            Item(1, "Launch the new checkout", "A task with status, priority, due date, assignee and text") with
            {
                Status = "In progress",
                Priority = "High",
                Points = 8,
                Labels = ["payments", "web"],
                Due = new(2026, 12, 4),
                Assignee = "ada",
                Text =
                    "Customers pay on one page instead of four.\n\nWe start with one per cent of visitors, "
                    + "watch the error rate for a day, then open it to everyone.",
            },
            Item(2, "Translate receipts into Dutch", "A task that is done: another icon, another colour") with
            {
                Status = "Done",
                Priority = "Low",
                Points = 2,
                Labels = ["languages", "payments"],
                Due = new(2026, 10, 30),
                Assignee = "ben",
                Text = "Receipts follow the language of the shop.",
            },
            Item(3, "Prepare the 2027 salary round", "A private task: not found for everyone but Ada") with
            {
                Project = "People",
                Priority = "High",
                Assignee = "ada",
                VisibleTo = ["ada"],
                Text = "Figures are due at the board's December meeting.",
            },
            Item(4, "Find a place for the summer offsite", "A private task: not found for everyone but Ben") with
            {
                Project = "People",
                Status = "In progress",
                Assignee = "ben",
                VisibleTo = ["ben"],
                Text = "Somewhere with a lake, and trains that run at night.",
            },
            Item(
                5,
                "Rotate the payment gateway's keys",
                "A task for everyone who works at Acme, not for the public"
            ) with
            {
                Status = "Blocked",
                Priority = "High",
                Labels = ["security"],
                Assignee = "grace",
                VisibleTo = ["ada", "ben"],
                Text = "Waiting for the bank's new certificate.",
            },
            Item(
                6,
                "Show <b>“*quoted*”</b> names & Żółć as they are",
                "Markup characters, shown as the title has them"
            ) with
            {
                Priority = "Low",
                Text = "No <script>, no **Markdown**: plain text stays plain text. 😀",
            },
        ];

    private static IEnumerable<AcmeItem> Troubles() =>
        [
            Item(403, "Merger talks", "Access denied: it exists, but is not shared") with
            {
                Fault = AcmeFault.Forbidden,
            },
            Item(429, "A very popular task", "A rate limit: try again in half a minute") with
            {
                Fault = AcmeFault.RateLimited,
            },
            Item(502, "A task on a broken server", "A failure of the Acme API") with
            {
                Fault = AcmeFault.BadGateway,
            },
            Item(504, "A task on a silent server", "An API that never responds: a timeout") with
            {
                Fault = AcmeFault.NoResponse,
            },
        ];

    private static AcmeReport Report(int id, string slug, string title, string kind, string file, string shows) =>
        new()
        {
            Id = $"{id}",
            Path = $"/reports/{slug}",
            Title = title,
            MediaKind = kind,
            MediaFile = file,
            Department = "Marketing",
            PreviewDescription = shows,
        };

    private static IEnumerable<AcmeReport> Reports() =>
        [
            Report(201, "roadmap", "Roadmap 2027", "image", "roadmap.png", "A picture in the large space") with
            {
                Department = "Product",
                Author = "ada",
                Background = "#edf3ec",
                Text = "What we build next year, and what we leave alone.",
            },
            Report(202, "brand-film", "The new brand in four seconds", "video", "film.webm", "A film") with
            {
                Author = "ben",
                Background = "#f4eeee",
                Text = "Orange, and a little rounder than before.",
            },
            Report(203, "hold-music", "Hold music, final version", "audio", "hold-music.wav", "A sound") with
            {
                Department = "Support",
                Author = "grace",
                Text = "Two seconds of it. The real one goes on.",
            },
            Report(204, "live-sales", "Sales, live", "html", "sales.html", "A page in a frame") with
            {
                Department = "Sales",
                Author = "ben",
                Text = "Orders of the last seven days.",
            },
            Report(205, "q3-results", "Results of the third quarter", "pdf", "q3-results.pdf", "A PDF") with
            {
                Department = "Finance",
                Author = "ada",
                Background = "#fbf3db",
                Text = "Revenue grew by eleven per cent.",
            },
        ];

    private static IEnumerable<AcmeEntry> Others() =>
        [
            new AcmePerson
            {
                Id = "u-7",
                Path = "/people/ada",
                Login = "ada",
                Title = "Ada Lovelace",
                Role = "Head of product",
                Team = "Product",
                Color = "#9065b0",
                Picture = "ada.png",
                Joined = new(2019, 3, 1),
                Text = "Writes programs for machines that do not exist yet.",
                PreviewDescription = "A person with a picture, and a colour in place of an icon",
            },
            new AcmePerson
            {
                Id = "u-8",
                Path = "/people/ben",
                Login = "ben",
                Title = "Ben Okafor",
                Role = "Marketing lead",
                Team = "Marketing",
                Color = "#448361",
                Picture = "ben.png",
                Joined = new(2021, 9, 13),
                Text = "Ask me about fonts.",
                PreviewDescription = "A person with a picture",
            },
            new AcmePerson
            {
                Id = "u-9",
                Path = "/people/grace",
                Login = "grace",
                Title = "Grace Moreau",
                Role = "Engineer",
                Team = "Payments",
                Color = "#c14c8a",
                Joined = new(2024, 1, 8),
                PreviewDescription = "A person without a picture: the login takes its place",
            },
            new AcmeBoard
            {
                Id = "b-1",
                Path = "/boards/checkout",
                Title = "Checkout sprint 12",
                Owner = "ada",
                Color = "#337ea9",
                Open = 5,
                Done = 9,
                Ends = new(2026, 12, 11),
                Text = "One page, one button, no surprises.",
                PreviewDescription = "A board with its progress",
            },
            new AcmeBoard
            {
                Id = "b-2",
                Path = "/boards/hiring",
                Title = "Hiring",
                Owner = "grace",
                Color = "#d44c47",
                Open = 3,
                Done = 1,
                VisibleTo = ["ada"],
                PreviewDescription = "A private board: not found for everyone but Ada",
            },
        ];
}
