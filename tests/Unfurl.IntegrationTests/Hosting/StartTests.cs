using System.Net.Sockets;

namespace Unfurl.IntegrationTests.Hosting;

public sealed class StartTests
{
    [Fact]
    public async Task Development_starts_with_no_configuration()
    {
        await using var service = ServiceProcess.Start([], "Development");

        await service.WaitUntilListeningAsync();

        using var client = service.CreateClient();
        foreach (var path in (string[])["/lab", "/demo", "/lab/notion/people/ada"])
            (await client.GetAsync(path, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(
                HttpStatusCode.OK,
                path
            );
        service.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Wrong_configuration_fails_the_start_with_one_line_per_problem()
    {
        var settings = Some.MinimalProductionSettings();
        settings["Unfurl:PublicUrl"] = "https://acme.example/unfurl";
        settings["Unfurl:OAuth:ClientSecret"] = " ";
        settings["Unfurl:OAuth:AccessTokenLifetime"] = "-08:00:00";
        settings["Unfurl:DataProtection:CertificatePassword"] = "hidden";
        settings["Unfurl:Providers:github:Type"] = "GitHub";
        await using var service = ServiceProcess.Start(settings);

        var exitCode = await service.WaitForExitAsync();

        exitCode.ShouldBe(1);
        service.Errors.ShouldBe([
            "Configuration: Unfurl:PublicUrl must have no path, query or fragment: the origin under which Notion and browsers reach the service, e.g. https://unfurl.acme.com",
            "Configuration: Unfurl:OAuth:ClientSecret is missing: you choose it; paste the same value into Notion's portal",
            "Configuration: Unfurl:OAuth:AccessTokenLifetime must be a positive duration such as 00:01:00 or 1.00:00:00",
            "Configuration: Unfurl:DataProtection:CertificatePassword is set, but Unfurl:DataProtection:Certificate, the path of the PFX file it opens, is not",
            "Configuration: Unfurl:Providers:github:Host is missing: the owned host, e.g. github.acme.com",
            "Configuration: Unfurl:Providers:github:ClientId is missing: the client ID of the OAuth app or GitHub App users sign in with, unless SignIn is PersonalKey",
            "Configuration: Unfurl:Providers:github:ClientSecret is missing: a client secret of the OAuth app or GitHub App users sign in with, unless SignIn is PersonalKey",
        ]);
        service.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_administrator_is_named_by_a_configured_instance_and_an_id()
    {
        var settings = Some.MinimalProductionSettings();
        settings["Unfurl:Administrators:0"] = "octocat";
        settings["Unfurl:Administrators:1"] = "github:583231";
        await using var service = ServiceProcess.Start(settings);

        (await service.WaitForExitAsync()).ShouldBe(1);

        service.Errors.ShouldBe([
            "Configuration: Unfurl:Administrators:0 must be <instance>:<id>, which /connections shows to its owner, and not a login",
            "Configuration: Unfurl:Administrators names 'github:583231', whose instance is not configured",
        ]);
    }

    [Fact]
    public async Task An_unknown_key_is_warned_of_at_start()
    {
        var settings = Some.MinimalProductionSettings();
        settings["Unfurl:Cache:Frsh"] = "00:02:00";
        await using var service = ServiceProcess.Start(settings);

        await service.WaitUntilListeningAsync();

        service.Output.ShouldContain(
            "Unfurl:Cache:Frsh is not a known key and has no effect; did you mean Unfurl:Cache:Fresh?"
        );
        service.Output.ShouldNotContain("?.");
    }

    [Fact]
    public async Task A_misspelt_key_is_named_when_the_key_it_stands_for_is_missing()
    {
        var settings = Some.MinimalProductionSettings();
        settings["Unfurl:PublicUlr"] = settings["Unfurl:PublicUrl"];
        settings["Unfurl:PublicUrl"] = null;
        await using var service = ServiceProcess.Start(settings);

        var exitCode = await service.WaitForExitAsync();

        exitCode.ShouldBe(1);
        service.Errors.ShouldContain(
            "Configuration: Unfurl:PublicUlr is not a known key and has no effect; did you mean Unfurl:PublicUrl?"
        );
    }

    [Fact]
    public async Task An_unusable_database_file_fails_the_start_with_one_line()
    {
        var settings = Some.MinimalProductionSettings();
        settings["ConnectionStrings:Sqlite"] = "Data Source=/nowhere/unfurl.db";
        await using var service = ServiceProcess.Start(settings);

        var exitCode = await service.WaitForExitAsync();

        exitCode.ShouldBe(1);
        service
            .Errors.ShouldHaveSingleItem()
            .ShouldMatch(
                "^Start: ConnectionStrings:Sqlite leads to storage that cannot be used: the directory /nowhere does not exist or is hidden from the user .+: create it, and make it theirs$"
            );
    }

    [Fact]
    public async Task A_database_server_that_rejects_the_login_fails_the_start_without_logging_the_password()
    {
        var port = Ports.Free();
        var settings = Some.MinimalProductionSettings();
        settings["ConnectionStrings:Postgres"] = $"Host=127.0.0.1;Port={port};Username=unfurl;Password=hidden";
        await using var service = ServiceProcess.Start(settings);

        var exitCode = await service.WaitForExitAsync();

        exitCode.ShouldBe(1);
        service.Errors.ShouldBe([
            $"Start: ConnectionStrings:Postgres leads to storage that cannot be used: Failed to connect to 127.0.0.1:{port} (Connection refused)",
        ]);
        service.Output.ShouldNotContain("hidden");
    }

    [Fact]
    public async Task An_unresponsive_database_server_fails_the_start_in_bounded_time()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var settings = Some.MinimalProductionSettings();
        settings["ConnectionStrings:Postgres"] =
            $"Host=127.0.0.1;Port={((IPEndPoint)silent.LocalEndpoint).Port};Username=unfurl;Password=hidden";
        await using var service = ServiceProcess.Start(settings);

        var exitCode = await service.WaitForExitAsync();

        exitCode.ShouldBe(1);
        service
            .Errors.ShouldHaveSingleItem()
            .ShouldMatch(
                @"^Start: ConnectionStrings:Postgres leads to storage that cannot be used: no answer within \d+ seconds$"
            );
    }

    [Fact]
    public async Task An_address_in_use_fails_the_start_with_one_line()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";
        var settings = Some.MinimalProductionSettings();
        settings["ASPNETCORE_URLS"] = address;
        await using var service = ServiceProcess.Start(settings);

        var exitCode = await service.WaitForExitAsync();

        exitCode.ShouldBe(1);
        service.Errors.ShouldBe([
            $"Start: ASPNETCORE_URLS holds an address that cannot be used: Failed to bind to address {address}: address already in use (Address already in use)",
        ]);
        service.Output.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task An_address_of_another_machine_fails_the_start_with_one_line()
    {
        var settings = Some.MinimalProductionSettings();
        // Reserved for documentation (RFC 5737), so no machine has this address.
        settings["ASPNETCORE_URLS"] = "http://192.0.2.1:8080";
        await using var service = ServiceProcess.Start(settings);

        var exitCode = await service.WaitForExitAsync();

        exitCode.ShouldBe(1);
        service.Errors.ShouldBe([
            "Start: ASPNETCORE_URLS holds an address that cannot be used: Cannot assign requested address",
        ]);
    }

    [Theory]
    [InlineData(
        "Logging:LogLevel:Default",
        "Foo",
        "Configuration: Logging:LogLevel:Default must be one of Trace, Debug, Information, Warning, Error, Critical, None"
    )]
    [InlineData(
        "ASPNETCORE_URLS",
        "http://localhost:5000/unfurl",
        "Configuration: ASPNETCORE_URLS must hold addresses such as http://+:8080, without a path and separated by ';'"
    )]
    public async Task A_value_that_a_library_refuses_fails_the_start_with_one_line(
        string key,
        string value,
        string problem
    )
    {
        var settings = Some.MinimalProductionSettings();
        settings[key] = value;
        await using var service = ServiceProcess.Start(settings);

        var exitCode = await service.WaitForExitAsync();

        exitCode.ShouldBe(1);
        service.Errors.ShouldBe([problem]);
        service.Output.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task The_log_says_where_the_database_file_is()
    {
        var settings = Some.MinimalProductionSettings();
        settings["ConnectionStrings:Sqlite"] = "Data Source=here.db";
        await using var service = ServiceProcess.Start(settings);

        await service.WaitUntilListeningAsync();

        service.Output.ShouldMatch(@"The database is the file /.+/unfurl-process-.+/here\.db\.");
    }

    [Fact]
    public async Task An_invalid_address_fails_the_start_with_one_line()
    {
        var settings = Some.MinimalProductionSettings();
        settings["ASPNETCORE_URLS"] = "nonsense";
        await using var service = ServiceProcess.Start(settings);

        var exitCode = await service.WaitForExitAsync();

        exitCode.ShouldBe(1);
        service.Errors.ShouldBe([
            "Configuration: ASPNETCORE_URLS must hold addresses such as http://+:8080, without a path and separated by ';'",
        ]);
    }

    [Fact]
    public async Task It_stops_cleanly_on_a_signal()
    {
        await using var service = ServiceProcess.Start(Some.MinimalProductionSettings());
        await service.WaitUntilListeningAsync();

        var exitCode = await service.StopAsync();

        exitCode.ShouldBe(0);
        service.Errors.ShouldBeEmpty();
    }
}
