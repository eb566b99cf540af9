using Unfurl.Testing.Postgres;

[assembly: TestFramework(typeof(DatabaseTestFramework))]
[assembly: AssemblyFixture(typeof(SharedPostgresServer))]
