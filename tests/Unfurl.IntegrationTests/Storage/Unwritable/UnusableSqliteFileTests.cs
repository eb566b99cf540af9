using System.Runtime.Versioning;
using Unfurl.IntegrationTests.Hosting;

namespace Unfurl.IntegrationTests.Storage.Unwritable;

/// <summary>
/// A file that the service cannot use fails the start, with the path, the user and the remedy.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class UnusableSqliteFileTests : IDisposable
{
    private const string Prefix = "Start: ConnectionStrings:Sqlite leads to storage that cannot be used: ";
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Executable =
        UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const UnixFileMode Writable = UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private readonly string _folder = Directory.CreateTempSubdirectory("unfurl-file-").FullName;

    private string Database => Path.Combine(_folder, "unfurl.db");

    public UnusableSqliteFileTests() => File.SetUnixFileMode(_folder, Readable | Writable | Executable);

    public void Dispose()
    {
        File.SetUnixFileMode(_folder, Readable | Writable | Executable);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_file_of_another_user()
    {
        await CreateAsync();
        Lock(Database);

        (await StartAsync())
            .ShouldHaveSingleItem()
            .ShouldMatch($"{Prefix}the user .+ cannot read and write the file {Database}: chown it to .+");
    }

    [Fact]
    public async Task A_directory_of_another_user()
    {
        await CreateAsync();
        LockFolder();

        (await StartAsync())
            .ShouldHaveSingleItem()
            .ShouldMatch(
                $"{Prefix}the user .+ cannot create files in the directory {_folder}, which SQLite needs for its log: chown it to .+"
            );
    }

    [Fact]
    public async Task Everything_of_another_user_with_one_line_for_each_problem()
    {
        await CreateAsync();
        Lock(Database);
        LockFolder();

        var problems = await StartAsync();

        problems.Count.ShouldBe(2);
        problems.ShouldAllBe(problem => problem.StartsWith(Prefix, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_log_of_another_user()
    {
        await CreateAsync();
        await File.WriteAllTextAsync($"{Database}-wal", "", TestContext.Current.CancellationToken);
        File.SetUnixFileMode($"{Database}-wal", UnixFileMode.None);

        (await StartAsync())
            .ShouldHaveSingleItem()
            .ShouldMatch($"{Prefix}the user .+ cannot read and write the file {Database}-wal: chown it to .+");
    }

    [Fact]
    public async Task A_directory_instead_of_a_file()
    {
        Directory.CreateDirectory(Database);

        (await StartAsync()).ShouldBe([
            $"{Prefix}{Database} is a directory, but must be a file, such as {Database}/unfurl.db",
        ]);
    }

    [Fact]
    public async Task A_file_that_is_no_database()
    {
        await File.WriteAllTextAsync(Database, "plain text, and no database", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(Database, Readable | Writable);

        (await StartAsync()).ShouldBe([
            $"{Prefix}{Database} is not an SQLite database: move it away, or name another file",
        ]);
    }

    [Fact]
    public async Task A_missing_directory() =>
        (await StartAsync(Path.Combine(_folder, "nowhere", "unfurl.db")))
            .ShouldHaveSingleItem()
            .ShouldMatch(
                $"{Prefix}the directory {_folder}/nowhere does not exist or is hidden from the user .+: create it, and make it theirs"
            );

    // A database that the service has used.
    private async Task CreateAsync()
    {
        await using var service = Start(Database);
        await service.WaitUntilListeningAsync();
        await service.StopAsync();
    }

    private async Task<IReadOnlyList<string>> StartAsync(string? database = null)
    {
        await using var service = Start(database ?? Database);
        (await service.WaitForExitAsync()).ShouldBe(1, service.Output);
        return service.Errors;
    }

    private static ServiceProcess Start(string database)
    {
        var settings = Some.MinimalProductionSettings();
        settings["ConnectionStrings:Sqlite"] = $"Data Source={database}";
        return ServiceProcess.Start(settings, through: ServiceProcess.WithoutPrivileges);
    }

    // The mode stands for another owner, which only root could give the file.
    private static void Lock(string file) => File.SetUnixFileMode(file, Readable);

    private void LockFolder() => File.SetUnixFileMode(_folder, Readable | Executable);
}
