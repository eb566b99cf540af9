namespace Unfurl.IntegrationTests.Hosting;

/// <summary>Files that ASP.NET Core reads at the start: its settings and the server's certificate.</summary>
public sealed class StartFileTests : IDisposable
{
    private readonly string _folder = TempFolder.Create("unfurl-start-");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_settings_file_that_is_no_JSON_fails_the_start_with_one_line()
    {
        var path = Path.Combine(_folder, "appsettings.json");
        await File.WriteAllTextAsync(path, "{ \"Unfurl\": ", TestContext.Current.CancellationToken);
        var settings = Some.MinimalProductionSettings();
        settings["ASPNETCORE_CONTENTROOT"] = _folder;
        await using var service = ServiceProcess.Start(settings);

        var exitCode = await service.WaitForExitAsync();

        exitCode.ShouldBe(1);
        service
            .Errors.ShouldHaveSingleItem()
            .ShouldStartWith($"Start: Failed to load configuration from file '{path}'");
    }

    [Fact]
    public async Task An_https_address_without_a_certificate_fails_the_start_with_one_line()
    {
        var settings = Some.MinimalProductionSettings();
        settings["ASPNETCORE_URLS"] = $"https://127.0.0.1:{Ports.Free()}";
        // A developer's machine may have a certificate in the home directory; the service's user has none.
        settings["HOME"] = "/nowhere";
        await using var service = ServiceProcess.Start(settings);

        var exitCode = await service.WaitForExitAsync();

        exitCode.ShouldBe(1);
        service.Errors.ShouldBe([
            "Start: ASPNETCORE_URLS holds an https address, and there is no usable certificate for it: let a proxy end TLS and listen on http, or set Kestrel:Certificates:Default:Path and :Password",
        ]);
    }

    [Theory]
    [InlineData("none.pfx", "Could not find file '{path}'")]
    [InlineData("junk.pfx", "ASN1 corrupted data")]
    [InlineData(
        "unfurl.pfx",
        "The certificate data cannot be read with the provided password, the password may be incorrect"
    )]
    public async Task An_unusable_certificate_fails_the_start_with_one_line(string file, string reason)
    {
        var path = Path.Combine(_folder, file);
        Certificates.WritePfx(Path.Combine(_folder, "unfurl.pfx"), "right");
        await File.WriteAllTextAsync(Path.Combine(_folder, "junk.pfx"), "junk", TestContext.Current.CancellationToken);
        var settings = Some.MinimalProductionSettings();
        settings["ASPNETCORE_URLS"] = $"https://127.0.0.1:{Ports.Free()}";
        settings["Kestrel:Certificates:Default:Path"] = path;
        settings["Kestrel:Certificates:Default:Password"] = "wrong";
        await using var service = ServiceProcess.Start(settings);

        var exitCode = await service.WaitForExitAsync();

        exitCode.ShouldBe(1);
        service.Errors.ShouldBe([
            $"Start: Kestrel:Certificates:Default:Path must name a certificate that the service may read and its Password opens: {reason.Replace("{path}", path, StringComparison.Ordinal)}",
        ]);
        service.Output.ShouldNotContain("   at ");
    }
}
