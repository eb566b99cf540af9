using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Security.Cryptography;
using Unfurl.Adapters;
using Unfurl.Simulator;
using Unfurl.Simulator.Databases;

namespace Unfurl.Cli.Commands.Simulate;

/// <summary><c>simulate databases</c>: Notion's REST API with one database, to try enrich mode by hand.</summary>
internal static class DatabasesCommand
{
    private const string DefaultListen = "http://127.0.0.1:5090";
    private const string ClientId = "unfurl-public";

    public static Command Create()
    {
        var links = new Argument<string[]>("link")
        {
            Description = "Links, each of which becomes a row.",
            Arity = ArgumentArity.OneOrMore,
        };
        links.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => !Link.TryParse(token.Value, out _)) is { } wrong)
                result.AddError($"'{wrong.Value}' is no link: it begins with https://.");
        });
        var listen = new Option<Uri>("--listen")
        {
            Description = "The address to listen on.",
            DefaultValueFactory = _ => new Uri(DefaultListen),
            CustomParser = result => AddressOf(result, "--listen", "http://127.0.0.1:5090"),
        };
        var service = new Option<Uri?>("--service")
        {
            Description = "The address of the service, with which people connect the workspace by a public connection.",
            CustomParser = result => AddressOf(result, "--service", "http://localhost:8080"),
        };
        var command = new CommandWithExamples(
            "databases",
            "Plays Notion for enrich mode, on a port, until it is stopped: a workspace with one database, whose rows hold your links. Shows what is written into them.",
            "unfurl simulate databases https://www.debian.org/releases/"
        )
        {
            links,
            listen,
            service,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    parsed.GetRequiredValue(links),
                    parsed.GetRequiredValue(listen),
                    parsed.GetValue(service),
                    cancellationToken
                )
        );
        return command;
    }

    private static Uri? AddressOf(ArgumentResult result, string option, string example)
    {
        if (
            Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address)
            && address is { Scheme: "http", PathAndQuery: "/" }
        )
            return address;
        result.AddError($"{option} is an address such as {example}.");
        return null;
    }

    private static async Task<int> RunAsync(
        string[] links,
        Uri listen,
        Uri? service,
        CancellationToken cancellationToken
    )
    {
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
            var databases = host.Simulator.Databases;
            var token = $"ntn_{RandomNumberGenerator.GetHexString(40, lowercase: true)}";
            var source = AddDatabase(databases, token, links);
            Terminal.WriteLine(
                $"""
                Notion is simulated at {host.BaseUrl.AbsoluteUri}, with one database of {links.Length} rows. Start the service with:

                  Unfurl__Notion__ApiUrl={host.BaseUrl.AbsoluteUri}
                  Unfurl__Notion__Connections__acme__Token={token}

                and apply a file with:

                  enrichments:
                    links:
                      connection: acme
                      database: {source.Database.Id}

                Press Ctrl+C to stop.
                """
            );
            if (service is not null)
                AddPublicConnection(databases, service);
            Terminal.WriteLine("");
            await ShowWritesAsync(databases, source, cancellationToken);
        }
        return ExitCodes.Passed;
    }

    private static void AddPublicConnection(SimulatedDatabases databases, Uri service)
    {
        var secret = RandomNumberGenerator.GetHexString(40, lowercase: true);
        databases.AddPublicConnection(
            "Unfurl",
            ClientId,
            new Secret(secret),
            new Uri(service, "/notion/connect/callback")
        );
        Terminal.WriteLine(
            $"""

            Ada connects the workspace at {service.AbsoluteUri}databases, once the service has also been started with:

              Unfurl__Notion__Public__ClientId={ClientId}
              Unfurl__Notion__Public__ClientSecret={secret}
            """
        );
    }

    private static SimulatedDataSource AddDatabase(SimulatedDatabases databases, string token, string[] links)
    {
        var workspace = databases.AddWorkspace("Acme");
        var connection = workspace.AddConnection("Unfurl", new Secret(token));
        var ada = workspace.AddPerson("Ada", "ada@acme.example");
        var database = workspace.AddDatabase(
            "Links",
            new NewColumn("Link", "url"),
            new NewColumn("Status", "select"),
            new NewColumn("Author", "rich_text"),
            new NewColumn("Labels", "multi_select"),
            new NewColumn("Description", "rich_text"),
            new NewColumn("Updated", "date"),
            new NewColumn("Preview status", "rich_text")
        );
        database.ShareWith(connection);
        foreach (var link in links)
            database.DataSource.AddRow(ada, ("Link", link));
        return database.DataSource;
    }

    private static async Task ShowWritesAsync(
        SimulatedDatabases databases,
        SimulatedDataSource source,
        CancellationToken cancellationToken
    )
    {
        var shown = 0;
        try
        {
            while (true)
            {
                await databases.WaitForAsync(() => databases.Writes.Count > shown, cancellationToken);
                foreach (var write in databases.Writes.Skip(shown))
                {
                    var row = source.Rows.First(row => row.Id == write.PageId);
                    Terminal.WriteLine(
                        $"{write.Time.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}  {row.Text("Link")}"
                    );
                    foreach (var cell in write.Cells)
                        Terminal.WriteLine($"          {cell.Column}: {row.Text(cell.Column)}");
                    shown++;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C.
        }
    }
}
