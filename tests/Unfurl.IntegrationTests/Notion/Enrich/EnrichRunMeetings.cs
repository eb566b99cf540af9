namespace Unfurl.IntegrationTests.Notion.Enrich;

/// <summary>What happens while a row is read or written, and to the columns.</summary>
internal sealed partial class EnrichRun
{
    private const string StateType = "select";

    // What happens in between and what happens next do not mix.
    private readonly SemaphoreSlim _turn = new(1, 1);

    // Each begins and ends a time in which the column of states has another type.
    private readonly List<ModelEdit> _retyped = [];

    private Task AloneAsync(Action step) =>
        AloneAsync(() =>
        {
            step();
            return Task.CompletedTask;
        });

    private async Task AloneAsync(Func<Task> step)
    {
        await _turn.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            await step();
        }
        finally
        {
            _turn.Release();
        }
    }

    // The next request of its kind meets something; what that is, is known now.
    private void ArrangeMeeting(bool isOfWrite, int what)
    {
        var link = PickLink();
        var last = Pick(link, ModelLink.None);
        var (places, clears, thing) = (PickPlaces(), _random.Next(2) == 0, Pick(_things));
        var isOver = 0;
        Tell($"{(isOfWrite ? "a write" : "a read")} will meet {what}");
        _wire.Before = async (request, _) =>
        {
            var row = _rows.ToList().Find(row => request.IsOf(row.Row.Id));
            var isRead = request is { IsQuery: true, IsScan: false } || request.Method == "GET" && row is not null;
            if (!(isOfWrite ? request.IsWrite && row is not null : isRead) || Interlocked.Exchange(ref isOver, 1) != 0)
                return null;
            await AloneAsync(() =>
                (what, row) switch
                {
                    (0, null) or (1, _) => EnrichAsync(
                        places,
                        clears,
                        isOfWrite ? null : page => row is null || page == row.Row.Id
                    ),
                    (0, { } met) => AsTask(() => EditLink(met, link)),
                    (2, { } met) => AsTask(() => EditTitle(met)),
                    (3, { } met) when isOfWrite => AsTask(() => LoseAnswer(met, last)),
                    _ => RetitleAsync(thing, isTold: true),
                }
            );
            return null;
        };
    }

    // The service does not hear that a row was written, whose link is then another one.
    private void LoseAnswer(ModelRow row, ModelLink link)
    {
        var isOver = 0;
        _wire.After = (request, answer) =>
        {
            if (!request.IsWrite || !request.IsOf(row.Row.Id) || Interlocked.Exchange(ref isOver, 1) != 0)
                return answer;
            EditLink(row, link);
            throw new HttpRequestException("lost");
        };
        Tell("its answer is lost");
    }

    private void EndMeetings()
    {
        _wire.Before = NotionWire.AsksNotion;
        _wire.After = (_, answer) => answer;
    }

    private static Task AsTask(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    private void ChangeColumn()
    {
        if (_state.Type == StateType && _random.Next(2) == 0)
        {
            _state.Rename($"State {_story.Count}");
            Tell($"the column of states is {_state.Name}");
            return;
        }
        Retype();
    }

    private void Retype()
    {
        _retyped.Add(Edit(() => _state.Retype(_state.Type == StateType ? "rich_text" : StateType)));
        Tell($"the column of states is of type {_state.Type}");
    }

    private ModelEdit Edit(Action edit)
    {
        var before = _driver.Writes.Count;
        edit();
        return new(Now, before, _driver.Writes.Count);
    }
}
