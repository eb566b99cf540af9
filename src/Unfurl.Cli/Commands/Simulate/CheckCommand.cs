using System.CommandLine;
using Unfurl.Cli.Commands.Simulate.Reports;
using Unfurl.Simulator.Checks;

namespace Unfurl.Cli.Commands.Simulate;

/// <summary><c>simulate check</c>: tests a service against the rules and reports each result.</summary>
internal static class CheckCommand
{
    public static Command Create(ServiceSettings service)
    {
        var settings = new CheckSettings(service);
        var command = new CommandWithExamples(
            "check",
            "Checks a Link Preview service, rule by rule.",
            "unfurl simulate check --list",
            """
            # With UNFURL_SIMULATOR_CLIENT_SECRET and UNFURL_SIMULATOR_NOTION_CLIENT_SECRET set:
            unfurl simulate check --client-id notion --notion-client-id connection \
              --authorize-url http://localhost:5080/notion/authorize \
              --token-url http://localhost:5080/notion/token \
              --unfurl-url http://localhost:5080/unfurl \
              --link https://acme.example/items/1 --junit report.xml
            """
        );
        foreach (var option in settings.All)
            command.Options.Add(option);
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, settings, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        ParseResult parsed,
        CheckSettings settings,
        CancellationToken cancellationToken
    )
    {
        if (settings.IsList(parsed))
        {
            CheckTable.Print();
            return ExitCodes.Passed;
        }
        var problems = new List<string>();
        if (settings.Read(parsed, problems) is not { } request)
            return Terminal.WriteErrors(problems);

        using (request)
        {
            var checker = new ServiceChecker(request.Options);
            if (await checker.FindOutageAsync(cancellationToken) is { } outage)
                return Terminal.WriteErrors([outage]);

            var report = new TerminalReport(request.IsVerbose, request.IsStrict);
            if (request.Options.AccessToken is null)
                report.WriteInstructions(ServiceSettings.Instructions(request.Options.Simulator));
            IReadOnlyList<CheckResult> results;
            try
            {
                results = await checker.RunAsync(request.Selected, report.WriteResult, cancellationToken);
            }
            catch (IOException exception)
            {
                return Terminal.WriteErrors([$"--listen {request.Options.Listen}: {exception.Message}"]);
            }
            catch (OperationCanceledException)
            {
                return Terminal.WriteErrors(["The run was cancelled."]);
            }
            report.WriteSummary(results);
            if (request.JsonPath is { } json)
                await JsonReport.WriteAsync(json, request.Options.Simulator, results, cancellationToken);
            if (request.JUnitPath is { } junit)
                JUnitReport.Write(junit, results, request.IsStrict);
            return results.Any(result => result.FailsRun(request.IsStrict)) ? ExitCodes.Failed : ExitCodes.Passed;
        }
    }
}
