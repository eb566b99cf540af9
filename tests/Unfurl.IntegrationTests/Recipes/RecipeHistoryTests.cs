using FsCheck.Fluent;
using Unfurl.Adapters.Testing;
using Unfurl.Recipes;
using Unfurl.Recipes.Reading;

namespace Unfurl.IntegrationTests.Recipes;

/// <summary>
/// In any history of keys that end and of things that are hidden, removed and public for a while, a recipe shows nobody what the
/// tool would not show them, and takes no answer to nobody for an answer to them.
/// </summary>
public sealed class RecipeHistoryTests
{
    private const string Host = "tool.acme.com";
    private const int Histories = 12;

    // How long a key counts after its last check, and a refusal after it was given.
    private static readonly TimeSpan KeyLifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan NegativeLifetime = TimeSpan.FromSeconds(30) + DefaultTimes.HardTimeout;

    private static readonly FsCheck.Gen<Event> Events = Gen.Frequency(
        (8, Gen.Elements(false, true, true).Select(isAda => (Event)new Event.Request(isAda))),
        (5, Gen.Elements(1, 30, 61, 299, 301, 3600).Select(by => (Event)new Event.Advance(by))),
        (4, Gen.Elements(Enum.GetValues<Thing>()).Select(thing => (Event)new Event.Becomes(thing))),
        (2, Gen.Constant((Event)new Event.EndKey())),
        (2, Gen.Constant((Event)new Event.NewKey()))
    );

    // Has every answer, whatever chance brings.
    private static readonly Event[] Certain =
    [
        new Event.Request(IsAda: true),
        new Event.Becomes(Thing.Hidden),
        new Event.Advance(61),
        new Event.Request(IsAda: true),
        new Event.EndKey(),
        new Event.Advance(301),
        new Event.Request(IsAda: true),
    ];

    public static TheoryData<string> Keyed =>
        [.. RecipeFiles.Included.Where(recipe => RecipeFiles.Read(recipe).Recipe!.Key is not null)];

    [Theory]
    [MemberData(nameof(Keyed))]
    public async Task Nobody_is_shown_what_the_tool_would_hide(string recipe)
    {
        await using var world = await World.StartAsync(recipe);
        foreach (
            var events in Events.ListOf(20).Sample(Histories).Select(list => (IEnumerable<Event>)list).Append(Certain)
        )
        {
            await world.BeginAsync();
            foreach (var happens in events)
            {
                var problem = await world.ApplyAsync(happens);
                problem.ShouldBeNull($"{happens} in {string.Join("; ", events)}");
            }
        }

        // Histories without any of these responses would prove nothing.
        foreach (var status in (int[])[200, 401, 404])
            world.Statuses.ShouldContain(status);
    }

    private sealed class World : IAsyncDisposable
    {
        private readonly RecordedTool _tool;
        private readonly TestHost _host;
        private readonly Identification.Known _who;
        private readonly List<(DateTimeOffset Since, Thing Thing)> _things = [];
        private ConnectedUser _ada = null!;
        private ConnectedUser _ben = null!;
        private DateTimeOffset? _ended;
        private int _keys;

        private World(RecordedTool tool, TestHost host, Identification.Known who) =>
            (_tool, _host, _who) = (tool, host, who);

        public HashSet<int> Statuses { get; } = [];

        private DateTimeOffset Now => _host.Clock.GetUtcNow();

        public static async Task<World> StartAsync(string recipe)
        {
            var tool = await RecordedTool.StartAsync(recipe);
            var settings = new Dictionary<string, string?> { ["Recipe"] = recipe };
            foreach (var (name, value) in tool.Settings)
                settings[$"Settings:{name}"] = value;
            var adapter = new TestedAdapter(new RecipeProviderType(), Host, settings);
            var who = (await adapter.IdentifyAsync(tool.Identity)).ShouldBeOfType<Identification.Known>();
            settings["Type"] = "Recipe";
            settings["Host"] = Host;
            settings["Base"] = tool.Url.AbsoluteUri;
            settings["SignIn"] = "PersonalKey";
            var host = await new TestHostBuilder()
                .WithNotion()
                // Without the demo.
                .In("Production")
                .With(settings.Select(pair => KeyValuePair.Create($"Unfurl:Providers:tool:{pair.Key}", pair.Value)))
                .With(KeyValuePair.Create("Unfurl:OAuth:AccessTokenLifetime", (string?)"3650.00:00:00"))
                .StartAsync();
            var world = new World(tool, host, who);
            world.MakeKey();
            world._ada = await ConnectedUser.ConnectAsync(
                host.Service,
                "tool",
                who.Login,
                TrackerHost.Tokens(new Secret(tool.Key)),
                who.Subject
            );
            // His key has ended already, and is what nobody has.
            world._ben = await ConnectedUser.ConnectAsync(
                host.Service,
                "tool",
                "ben",
                TrackerHost.Tokens(new Secret("a-key-that-has-ended")),
                "id-of-ben"
            );
            return world;
        }

        public async Task BeginAsync()
        {
            _host.Clock.Advance(DefaultTimes.Fresh + DefaultTimes.Stale + DefaultTimes.HardTimeout);
            Becomes(Thing.Private);
            await NewKeyAsync();
        }

        public async Task<string?> ApplyAsync(Event happens)
        {
            switch (happens)
            {
                case Event.Request(var isAda):
                    var status = (await (isAda ? _ada : _ben).UnfurlAsync($"https://{Host}{_tool.Link}")).Status ?? 200;
                    Statuses.Add(status);
                    return isAda ? Problem(status)
                        : status == 401 ? null
                        : $"{status} for a key that has ended";
                case Event.Advance(var seconds):
                    _host.Clock.Advance(TimeSpan.FromSeconds(seconds));
                    return null;
                case Event.Becomes(var thing):
                    Becomes(thing);
                    return null;
                case Event.EndKey:
                    _tool.Key = "nobody-has-this-key";
                    _ended ??= Now;
                    return null;
                case Event.NewKey when _ended is not null:
                    await NewKeyAsync();
                    return null;
                default:
                    return null;
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _host.DisposeAsync();
            await _tool.DisposeAsync();
        }

        private string? Problem(int status) =>
            status switch
            {
                200 when _ended is { } ended && Now - ended > KeyLifetime + DefaultTimes.Fresh =>
                    "the key has ended long ago",
                200 => WasAny(DefaultTimes.Fresh, Thing.Public, Thing.Private) ? null : "it was hidden for long",
                401 => _ended is not null ? null : "the key is alive",
                404 => WasAny(NegativeLifetime, Thing.Hidden, Thing.Missing) ? null : "it was shown for long",
                _ => $"there is no reason for {status}",
            };

        private bool WasAny(TimeSpan within, params Thing[] things) =>
            _things.Where((it, i) => things.Contains(it.Thing) && EndOf(i) >= Now - within).Any();

        private DateTimeOffset EndOf(int i) => i + 1 < _things.Count ? _things[i + 1].Since : DateTimeOffset.MaxValue;

        private void Becomes(Thing thing)
        {
            _tool.Thing = thing;
            _things.Add((Now, thing));
        }

        private async Task NewKeyAsync()
        {
            MakeKey();
            await _ada.SignInAsync("tool", _who.Login, TrackerHost.Tokens(new Secret(_tool.Key)), _who.Subject);
        }

        private void MakeKey()
        {
            _tool.Key = $"a-key-with-the-number-{++_keys}";
            _ended = null;
        }
    }

    private abstract record Event
    {
        public sealed record Request(bool IsAda) : Event;

        public sealed record Advance(int Seconds) : Event;

        public sealed record Becomes(Thing Thing) : Event;

        public sealed record EndKey : Event;

        public sealed record NewKey : Event;
    }
}
