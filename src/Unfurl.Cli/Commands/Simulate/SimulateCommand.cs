using System.CommandLine;
using Unfurl.Simulator;

namespace Unfurl.Cli.Commands.Simulate;

/// <summary><c>simulate</c>: runs the Notion simulator on a port until it is stopped.</summary>
internal static class SimulateCommand
{
    public static Command Create()
    {
        var service = new ServiceSettings();
        var command = new CommandWithExamples(
            "simulate",
            "Plays Notion for a service, on a port, until it is stopped: connect accounts, paste links.",
            """
            # With UNFURL_SIMULATOR_CLIENT_SECRET and UNFURL_SIMULATOR_NOTION_CLIENT_SECRET set:
            unfurl simulate --client-id notion --notion-client-id connection \
              --authorize-url http://localhost:5080/notion/authorize \
              --token-url http://localhost:5080/notion/token \
              --unfurl-url http://localhost:5080/unfurl
            """
        )
        {
            CheckCommand.Create(service),
            DatabasesCommand.Create(),
        };
        foreach (var option in service.All)
            command.Options.Add(option);
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, service, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        ParseResult parsed,
        ServiceSettings service,
        CancellationToken cancellationToken
    )
    {
        var problems = new List<string>();
        var listen = service.Listen(parsed, problems);
        var options = problems.Count > 0 ? null : service.Read(parsed, servesNotion: true, problems);
        if (options is null || listen is null)
            return Terminal.WriteErrors(problems);

        SimulatorHost host;
        try
        {
            host = await SimulatorHost.StartAsync(listen, cancellationToken: cancellationToken);
        }
        catch (IOException exception)
        {
            return Terminal.WriteErrors([$"--listen {listen.AbsoluteUri}: {exception.Message}"]);
        }
        await using (host)
        {
            host.Configure(options);
            var notion = options.BaseUrl.AbsoluteUri.TrimEnd('/');
            Terminal.WriteLine("The Notion simulator is running. Configure the service with:");
            foreach (var line in ServiceSettings.Instructions(options))
                Terminal.WriteLine($"  {line}");
            Terminal.WriteLine(
                $"""

                Connect      open {notion}/connect?user=ada
                Paste        curl -H 'Content-Type: application/json' -d '{"{\"url\":\"LINK\"}"}' {notion}/people/ada/paste
                Inspect      curl {notion}/people/ada

                Press Ctrl+C to stop.
                """
            );
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            }
            catch (OperationCanceledException) { }
        }
        return ExitCodes.Passed;
    }
}
