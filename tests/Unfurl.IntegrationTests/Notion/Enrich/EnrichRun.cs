using System.Globalization;
using Unfurl.Notion.Databases;
using Unfurl.Simulator;
using Unfurl.Simulator.Databases;

namespace Unfurl.IntegrationTests.Notion.Enrich;

/// <summary>One random story, which its seed determines as far as the order of concurrent work does.</summary>
internal sealed partial class EnrichRun : IDisposable
{
    private readonly EnrichDriver _driver;
    private readonly NotionWire _wire;
    private readonly int _seed;
    private readonly Chance _random;
    private readonly List<string> _story = [];
    private readonly Dictionary<string, ModelThing> _titles = new(StringComparer.Ordinal);
    private readonly ModelRepository _open = new(GitHubThings.PublicRepository, isPublic: true);
    private readonly ModelRepository _closed = new(GitHubThings.PrivateRepository, isPublic: false) { IsShown = true };
    private readonly ModelThing[] _things;
    private readonly List<ModelRow> _rows = [];
    private readonly List<ModelPlaces> _places = [];
    private readonly string _login;
    private readonly SimulatedDataSource _source;
    private readonly SimulatedColumn _state;
    private readonly List<(DateTimeOffset Since, bool IsSignedIn)> _signIns = [];
    private bool _isSignedIn = true;
    private int _from;

    public EnrichRun(EnrichDriver driver, NotionWire wire, int seed)
    {
        (_driver, _wire, _seed, _random) = (driver, wire, seed, new Chance(seed));
        _things =
        [
            new("pull", _open, 2, "Codertocat/Hello-World/pull/2"),
            new("issue", _open, 1, "Codertocat/Hello-World/issues/1"),
            new("private", _closed, 118, "octo-org/octo-repo/pull/118"),
            new("missing", _closed, 999, "octo-org/octo-repo/pull/999"),
        ];
        _login = Pick(GitHubUsers.Codertocat, GitHubUsers.Octocat);
        var type = Pick("url", "rich_text");
        _source = driver.AddDatabase([new("Link", type), .. EnrichDriver.Columns.Skip(1)]);
        _state = _source.Column("State");
    }

    private DateTimeOffset Now => _driver.Host.Clock.GetUtcNow();

    private ModelPlaces Places => _places[^1];

    public void Dispose() => _turn.Dispose();

    public async Task RunAsync()
    {
        try
        {
            await BeginAsync();
            for (var i = _random.Next(8, 25); i > 0; i--)
                await StepAsync();
            await CalmDownAsync();
            await EndAsync();
        }
        catch (Exception exception)
        {
            throw new ShouldAssertException(
                $"Seed {_seed}: {exception.Message}\n{string.Join('\n', _story)}",
                exception
            );
        }
    }

    private async Task BeginAsync()
    {
        await _driver.Host.GitHub.ResetAsync();
        await _driver.SignInAsync(_login);
        foreach (var thing in _things)
            await RetitleAsync(thing);
        foreach (var repository in (ModelRepository[])[_open, _closed])
            await ShowAsync(repository, repository.IsPublic, isShown: _random.Next(4) > 0, isTold: true);
        // What the story before has left in the cache.
        _driver.Host.Clock.Advance(TimeSpan.FromMinutes(2));
        _from = _driver.Writes.Count;
        for (var i = 0; i < 3; i++)
            AddRow();
        await EnrichAsync(PickPlaces(), _random.Next(2) == 0);
    }

    private Task StepAsync() =>
        _random.Next(28) switch
        {
            < 3 => AloneAsync(AddRow),
            < 6 => AloneAsync(() => EditLink(Pick([.. _rows]), PickLink())),
            < 8 => AloneAsync(() => EditTitle(Pick([.. _rows]))),
            < 9 => AloneAsync(TrashOrRestore),
            < 12 => AloneAsync(() => RetitleAsync(Pick(_things))),
            < 15 => AloneAsync(ChangeRightsAsync),
            < 16 => AloneAsync(SignInOrOutAsync),
            < 18 => AloneAsync(() => EnrichAsync(PickPlaces(), _random.Next(2) == 0)),
            < 20 => AloneAsync(FailNotion),
            < 21 => AloneAsync(ChangeColumn),
            < 24 => AloneAsync(() => ArrangeMeeting(_random.Next(2) == 0, _random.Next(4))),
            _ => PassAsync(),
        };

    private void AddRow() => AddRow(PickLink());

    private void AddRow(ModelLink link)
    {
        _rows.Add(new(_source.AddRow(_driver.Ada, ("Link", link.Text)), link, Now));
        Tell($"adds row {_rows.Count - 1}: {link.Text}");
    }

    private void EditLink(ModelRow row, ModelLink link)
    {
        row.SetLink(link, Now);
        row.Row.Edit(_driver.Ada, "Link", link.Text);
        Tell($"puts into row {_rows.IndexOf(row)}: {link.Text}");
    }

    private void EditTitle(ModelRow row)
    {
        var title = $"Own title {_story.Count}";
        row.SetOwnTitle(title, Edit(() => row.Row.Edit(_driver.Ada, "Title", title)));
        Tell($"gives row {_rows.IndexOf(row)} a title");
    }

    private void TrashOrRestore()
    {
        var row = Pick([.. _rows]);
        row.NoteTrash(Now);
        if (row.Row.IsInTrash)
            row.Row.Restore(_driver.Ada);
        else
            row.Row.Trash(_driver.Ada);
        Tell($"row {_rows.IndexOf(row)} in the trash: {row.Row.IsInTrash}");
    }

    private Task RetitleAsync(ModelThing thing) => RetitleAsync(thing, isTold: _random.Next(2) == 0);

    private async Task RetitleAsync(ModelThing thing, bool isTold)
    {
        if (thing.IsMissing)
            return;
        thing.Title = string.Create(CultureInfo.InvariantCulture, $"T{_seed}n{_titles.Count}{thing.Name}");
        _titles.Add(thing.Title, thing);
        await _driver.Host.GitHub.SetAsync(thing.Repository.Name, thing.Number, new { title = thing.Title });
        Tell($"{thing.Name} is now {thing.Title}");
        if (thing.Number == 2 && isTold)
            await _driver.Sender.SendAcceptedAsync(GitHubExamples.Of("pull_request", "locked").Delivery);
    }

    private Task ChangeRightsAsync()
    {
        var repository = _random.Next(2) == 0 ? _open : _closed;
        return ShowAsync(
            repository,
            repository == _open && _random.Next(2) == 0,
            _random.Next(2) == 0,
            isTold: _random.Next(2) == 0
        );
    }

    private async Task ShowAsync(ModelRepository repository, bool isPublic, bool isShown, bool isTold)
    {
        (repository.IsPublic, repository.IsShown) = (isPublic, isShown);
        if (isPublic)
            await _driver.Host.GitHub.MakePublicAsync(repository.Name);
        else
            await _driver.Host.GitHub.MakePrivateAsync(repository.Name, isShown ? _login : GitHubUsers.Monalisa);
        NoteRights();
        Tell($"{repository.Name} is public: {isPublic}, shown: {isShown}");
        if (repository == _open && isTold)
        {
            var action = isPublic ? "publicized" : "privatized";
            await _driver.Sender.SendAcceptedAsync(GitHubExamples.Of("repository", action).Delivery);
        }
    }

    private async Task SignInOrOutAsync()
    {
        _isSignedIn = !_isSignedIn;
        if (_isSignedIn)
            await _driver.SignInAsync(_login);
        else
            await _driver.Host.GitHub.RevokeAsync(_login);
        NoteRights();
        Tell($"{_login} is signed in: {_isSignedIn}");
    }

    private IReadOnlyList<string> PickPlaces() =>
        Pick<IReadOnlyList<string>>(
            [],
            ["github.com/Codertocat"],
            ["github.com/codertocat/hello-world", "github.com/octo-org"],
            ["github.com/octo-org/octo-repo"],
            ["github.com/octo-org/octo", "github.com/Codertocat/Hello-World/issues"]
        );

    private async Task EnrichAsync(IReadOnlyList<string> places, bool clears, Func<string, bool>? readsOnly = null)
    {
        await _driver.EnrichAsync(
            _source,
            places,
            [("Title", "title"), (_state.Name, "status"), ("Why", CardFields.PreviewStatus)],
            mapping =>
                mapping with
                {
                    ClearsWhenRefused = clears,
                    Fields =
                    [
                        .. mapping.Fields.Select(field =>
                            field.ColumnId == _state.Id ? field with { ColumnType = StateType } : field
                        ),
                    ],
                }
        );
        _places.Add(new(places, clears, Now) { Strict = readsOnly is null ? null : (_driver.Writes.Count, readsOnly) });
        Tell($"places: {string.Join(' ', places)}, clears: {clears}");
    }

    private void FailNotion()
    {
        var fault = Pick(
            new NotionFault(503) { AfterCommit = true },
            new NotionFault(500),
            new NotionFault(409),
            new NotionFault(429, TimeSpan.FromSeconds(3)),
            NotionFault.ConnectionReset
        );
        if (_random.Next(3) == 0)
            _driver.Bot.Fail(fault);
        else
            _driver.Bot.FailWrites(fault);
        Tell($"{fault} comes");
    }

    private Task PassAsync()
    {
        var time = TimeSpan.FromSeconds(Pick(1, 5, 20, 62));
        Tell($"{time} pass");
        return _driver.LetPassAsync(time, untilIdle: false);
    }

    private void NoteRights()
    {
        _signIns.Add((Now, _isSignedIn));
        _open.Note(Now, _isSignedIn);
        _closed.Note(Now, _isSignedIn);
    }

    private ModelLink PickLink()
    {
        var thing = Pick(_things);
        return _random.Next(12) switch
        {
            0 => ModelLink.None,
            1 => new("https://example.com/Codertocat/Hello-World/pull/2", null),
            2 => new(thing.Link.ToUpperInvariant().Replace("/PULL/", "/pull/").Replace("/ISSUES/", "/issues/"), thing),
            3 => new(thing.Link.Replace("https", "http", StringComparison.Ordinal), thing),
            4 => new($"{thing.Link}#top", thing),
            5 when _source.Column("Link").Type == "rich_text" => new(
                $"Not https://example.com/, but ({thing.Link}).",
                thing
            ),
            6 when _source.Column("Link").Type == "rich_text" => new($"{thing.Link}, {Pick(_things).Link}", thing),
            _ => new(thing.Link, thing),
        };
    }

    private T Pick<T>(params T[] all) => all[_random.Next(all.Length)];

    private void Tell(string what) => _story.Add($"{Now:HH:mm:ss} {what}");
}
