namespace Unfurl.Simulator.Databases.Events;

/// <summary>
/// Whose subscription it is: an internal connection has one bot, a public one has a bot for each authorization. The id is what
/// events call <c>integration_id</c>.
/// </summary>
internal sealed record Subscriber(string Id, bool IsPublic, Func<IEnumerable<SimulatedConnection>> Bots)
{
    // Nobody is told of what they may not read.
    public IReadOnlyList<SimulatedConnection> BotsThatSee(SimulatedDatabase database) =>
        [
            .. Bots()
                .Where(bot =>
                    bot.Workspace == database.Workspace
                    && bot.Can(ConnectionCapabilities.ReadContent)
                    && database.IsSharedWith(bot)
                ),
        ];
}
