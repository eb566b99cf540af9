using Microsoft.Extensions.DependencyInjection;
using Unfurl.Server.Updates.Polling;

namespace Unfurl.IntegrationTests.Notion.Enrich;

/// <summary>What every story ends with, because chance rarely brings it.</summary>
internal sealed partial class EnrichRun
{
    private static readonly IReadOnlyList<string> Everywhere = ["github.com"];

    // How far time goes at once when nobody does anything.
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(10);

    private async Task CalmDownAsync()
    {
        await AloneAsync(async () =>
        {
            EndMeetings();
            if (!_isSignedIn)
                await SignInOrOutAsync();
            if (_state.Type != StateType)
                Retype();
            Tell("it calms down");
        });
        var polls = _driver.Host.Service.Services.GetRequiredService<PollRepository>();
        // Nobody told of some changes: they are seen when the things are polled.
        for (var i = 0; i < 14; i++)
        {
            await _driver.LetPassAsync(TimeSpan.FromMinutes(1), untilIdle: false, Calm);
            for (var thing = 0; thing < _things.Length; thing++)
            {
                _driver.Host.Clock.Advance(TimeSpan.FromSeconds(2));
                await polls.EnqueueNextAsync("github", TestContext.Current.CancellationToken);
            }
        }
        Check();
        var writes = _driver.Writes.Count;
        await _driver.LetPassAsync(TimeSpan.FromMinutes(4), untilIdle: true, Calm);
        _driver.Writes.Count.ShouldBe(writes, "rows flicker");
        _driver.Bot.RateLimitedCount.ShouldBeLessThan(1000);
    }

    private async Task EndAsync()
    {
        var clears = _random.Next(2) == 0;
        await TellAndMeetAsync(clears);
        await RetypeAsync();
        await SignOutAndInAsync(clears);
        await HideAsync();
        await GiveTitlesAsync();
    }

    // What is told is seen although nobody polls, and an editor comes between a read and a write.
    private async Task TellAndMeetAsync(bool clears)
    {
        await AloneAsync(async () =>
        {
            await EnrichAsync(Everywhere, clears);
            await ShowAsync(_open, isPublic: _random.Next(2) == 0, isShown: true, isTold: true);
            AddRow(new(_things[0].Link, _things[0]));
        });
        await WaitAsync(minutes: 2);
        await AloneAsync(async () =>
        {
            ArrangeMeeting(isOfWrite: true, Pick(0, 3));
            await RetitleAsync(_things[0], isTold: true);
        });
        await WaitAsync(minutes: 3);
        await AloneAsync(EndMeetings);
        Check();
    }

    // A column of another type is left alone, and filled when it is back.
    private async Task RetypeAsync()
    {
        await AloneAsync(() =>
        {
            Retype();
            AddRow(new(_things[0].Link, _things[0]));
        });
        await WaitAsync(minutes: 2);
        await AloneAsync(Retype);
        // Columns are asked for every five minutes.
        await WaitAsync(minutes: 7);
        Check();
    }

    // All rows are looked at while nobody is signed in.
    private async Task SignOutAndInAsync(bool clears)
    {
        await AloneAsync(SignInOrOutAsync);
        await WaitAsync(minutes: 2);
        await AloneAsync(() => EnrichAsync(Everywhere, !clears));
        await WaitAsync(minutes: 2);
        await AloneAsync(SignInOrOutAsync);
        await WaitAsync(minutes: 2);
        Check();
    }

    private async Task HideAsync()
    {
        await AloneAsync(() => ShowAsync(_open, isPublic: false, isShown: false, isTold: true));
        await WaitAsync(minutes: 2);
        Check(hasShownAll: true);
    }

    // Where no card stands, they stay; what was shown of another link does not.
    private async Task GiveTitlesAsync()
    {
        var rows = _rows.Where(row => !row.Row.IsInTrash).ToList();
        foreach (var row in rows)
        {
            if (row.Link.Thing == _things[0] && _random.Next(2) == 0)
                EditLink(row, new(_things[1].Link, _things[1]));
            else
                EditTitle(row);
        }
        await WaitAsync(minutes: 3);
        Check();
    }

    private Task WaitAsync(int minutes) => _driver.LetPassAsync(TimeSpan.FromMinutes(minutes), untilIdle: true, Calm);
}
