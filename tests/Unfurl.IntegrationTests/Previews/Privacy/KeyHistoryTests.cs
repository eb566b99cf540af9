using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Unfurl.IntegrationTests.Previews.Privacy;

/// <summary>
/// In any history of keys that die, rights that come and go and things that are public for a while, nobody is shown what the
/// tracker would not have shown them within the promised time, and a dead key is found out.
/// </summary>
public abstract class KeyHistoryTests(bool isRecipe) : IAsyncLifetime
{
    private const int Histories = 40;
    private const int Issue = 1;
    private const string Ada = "ada";
    private const string Ben = "ben";

    // How long a key counts after its last check, and a copy after it was made.
    private static readonly TimeSpan KeyLifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan NegativeLifetime = TimeSpan.FromSeconds(30) + DefaultTimes.HardTimeout;

    private static readonly Gen<string> Person = Gen.Elements(Ada, Ben);

    private static readonly Gen<Event> Events = Gen.Frequency(
        (9, Person.Select(who => (Event)new Event.Request(who))),
        (5, Gen.Elements(1, 30, 61, 299, 301, 3600, 86_460).Select(by => (Event)new Event.Advance(by))),
        (4, Gen.Elements<string?>(null, Ada, Ben, "ada ben", "").Select(by => (Event)new Event.Show(by))),
        (2, Person.Select(who => (Event)new Event.EndKey(who))),
        (1, Person.Select(who => (Event)new Event.HandKey(who))),
        (2, Person.Select(who => (Event)new Event.NewKey(who))),
        (1, Gen.Elements<int?>(500, null, null).Select(status => (Event)new Event.Fail(status)))
    );

    private readonly List<(DateTimeOffset Since, string? SeenBy)> _versions = [];
    private readonly Dictionary<string, (Secret Key, bool IsDead)> _keys = [];
    private readonly Dictionary<int, int> _statuses = [];
    private readonly Dictionary<string, ConnectedUser> _users = [];
    private DateTimeOffset _lastFailure;
    private TrackerHost _host = null!;

    private DateTimeOffset Now => _host.Host.Clock.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        _host = await TrackerHost.StartAsync(
            isRecipe: isRecipe,
            settings: new KeyValuePair<string, string?>("Unfurl:OAuth:AccessTokenLifetime", "3650.00:00:00")
        );
        foreach (var who in (string[])[Ada, Ben])
        {
            _keys[who] = (_host.Tracker.Key(who), false);
            _users[who] = await _host.ConnectAsync(who, _keys[who].Key);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Nobody_is_shown_what_the_tracker_would_hide()
    {
        foreach (var events in Events.ListOf(25).Sample(Histories))
        {
            _host.Host.Clock.Advance(DefaultTimes.Fresh + DefaultTimes.Stale + DefaultTimes.HardTimeout);
            Show(null);
            foreach (var happens in events)
            {
                var problem = await ApplyAsync(happens);
                problem.ShouldBeNull($"{happens} in {string.Join("; ", events)}");
            }
            await ApplyAsync(new Event.Fail(null));
            foreach (var who in _keys.Keys.ToList())
                await NewKeyAsync(who);
        }

        // Histories without any of these responses would prove nothing.
        foreach (var status in (int[])[200, 401, 404, 502])
            _statuses.ShouldContainKey(status);
    }

    private async Task<string?> ApplyAsync(Event happens)
    {
        switch (happens)
        {
            case Event.Request(var who):
                return Problem(who, await _users[who].UnfurlAsync(TrackerHost.LinkTo(Issue)));
            case Event.Advance(var seconds):
                _host.Host.Clock.Advance(TimeSpan.FromSeconds(seconds));
                return null;
            case Event.Show(var seenBy):
                Show(seenBy);
                return null;
            case Event.EndKey(var who):
                _host.Tracker.EndKey(_keys[who].Key);
                _keys[who] = _keys[who] with { IsDead = true };
                return null;
            case Event.HandKey(var who):
                _host.Tracker.Hand(_keys[who].Key, "mallory");
                _keys[who] = _keys[who] with { IsDead = true };
                return null;
            case Event.NewKey(var who) when _keys[who].IsDead:
                await NewKeyAsync(who);
                return null;
            case Event.Fail(var status):
                if (_host.Tracker.FailsChecks is not null)
                    _lastFailure = Now;
                _host.Tracker.FailsChecks = status;
                return null;
            default:
                return null;
        }
    }

    private async Task NewKeyAsync(string who)
    {
        _keys[who] = (_host.Tracker.Key(who), false);
        await _users[who].SignInAsync("tracker", who, TrackerHost.Tokens(_keys[who].Key), $"id-{who}");
    }

    private void Show(string? seenBy)
    {
        _versions.Add((Now, seenBy));
        var title = (_versions.Count - 1).ToString(CultureInfo.InvariantCulture);
        _host.Tracker.Put(
            Issue,
            title,
            isPublic: seenBy is null,
            (seenBy ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
        );
    }

    private string? Problem(string who, Unfurled answer)
    {
        var status = answer.Status ?? 200;
        _statuses[status] = _statuses.GetValueOrDefault(status) + 1;
        var hasTrouble = _host.Tracker.FailsChecks is not null || Now - _lastFailure <= NegativeLifetime;
        return status switch
        {
            200 => ProblemOfShowing(who, int.Parse(answer.Title!, CultureInfo.InvariantCulture), hasTrouble),
            401 => _keys[who].IsDead ? null : "the key is alive",
            // A dead key must not make hidden look like missing: it is a sign-out.
            404 => _versions.Where((_, i) => !IsSeen(i, who) && EndOf(i) >= Now - NegativeLifetime).Any()
                ? null
                : "it was not hidden for long",
            502 => hasTrouble ? null : "the tracker does not fail",
            _ => $"there is no reason for {status}",
        };
    }

    private string? ProblemOfShowing(string who, int version, bool hasTrouble)
    {
        var age = DefaultTimes.Fresh + (hasTrouble ? DefaultTimes.Stale : TimeSpan.Zero);
        return !IsSeen(version, who) ? "the tracker showed that to others only"
            : EndOf(version) < Now - age ? "that is too old"
            : null;
    }

    private bool IsSeen(int version, string who) => _versions[version].SeenBy?.Split(' ').Contains(who) ?? true;

    private DateTimeOffset EndOf(int version) =>
        version + 1 < _versions.Count ? _versions[version + 1].Since : DateTimeOffset.MaxValue;

    private abstract record Event
    {
        public sealed record Request(string Who) : Event;

        public sealed record Advance(int Seconds) : Event;

        // Null makes the issue public.
        public sealed record Show(string? SeenBy) : Event;

        public sealed record EndKey(string Who) : Event;

        public sealed record HandKey(string Who) : Event;

        public sealed record NewKey(string Who) : Event;

        public sealed record Fail(int? Status) : Event;
    }
}

public sealed class KeyHistoryOfPluginTests() : KeyHistoryTests(isRecipe: false);

public sealed class KeyHistoryOfRecipeTests() : KeyHistoryTests(isRecipe: true);
