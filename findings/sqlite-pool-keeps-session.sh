#!/usr/bin/env bash
# Guess: a connection that comes out of Microsoft.Data.Sqlite's pool is like a new one, as with Npgsql or SqlClient.
# What happens: closing it gives the native connection back as it is. Pragmas, attached databases and temporary tables
#   of one user are there for the next: query_only makes the next writer fail, case_sensitive_like changes its results.
#   Only functions made with CreateFunction are taken off.
# Version: Microsoft.Data.Sqlite.Core 10.0.15, SQLitePCLRaw.bundle_e_sqlite3 3.0.5 (NuGet).
# Source: https://learn.microsoft.com/dotnet/standard/data/sqlite/connection-strings#pooling (on by default; no reset).
# Who meets it: a service that opens a read-only moment, an export or a test with a pragma on a connection of its own.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

cat > "$dir/finding.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.Data.Sqlite.Core" Version="[10.0.15]" />
    <PackageReference Include="SQLitePCLRaw.bundle_e_sqlite3" Version="[3.0.5]" />
  </ItemGroup>
</Project>
XML
cat > "$dir/Program.cs" <<'CS'
using Microsoft.Data.Sqlite;

SQLitePCL.Batteries_V2.Init();
Use(connection =>
{
    Run(connection, "CREATE TABLE links (name TEXT); INSERT INTO links VALUES ('Docs'), ('docs')");
    Run(connection, "CREATE TEMP TABLE scratch (n); ATTACH ':memory:' AS other");
    Run(connection, "PRAGMA case_sensitive_like = ON; PRAGMA query_only = ON");
    connection.CreateFunction("twice", (long n) => 2 * n);
});
Use(connection =>
{
    Console.WriteLine($"rows LIKE 'docs': {Run(connection, "SELECT count(*) FROM links WHERE name LIKE 'docs'")}");
    Console.WriteLine($"temporary tables: {Run(connection, "SELECT count(*) FROM temp.sqlite_master")}");
    Console.WriteLine($"databases: {Run(connection, "SELECT group_concat(name) FROM pragma_database_list")}");
    Console.WriteLine($"INSERT: {Run(connection, "INSERT INTO links VALUES ('new')")}");
    Console.WriteLine($"twice(2): {Run(connection, "SELECT twice(2)")}");
});

static void Use(Action<SqliteConnection> work)
{
    using var connection = new SqliteConnection("Data Source=finding.db");
    connection.Open();
    work(connection);
}

static object Run(SqliteConnection connection, string sql)
{
    using var command = connection.CreateCommand();
    command.CommandText = sql;
    try { return command.ExecuteScalar() ?? "done"; }
    catch (SqliteException error) { return error.Message; }
}
CS
dotnet build "$dir" -v quiet -clp:NoSummary -nodeReuse:false -p:UseSharedCompilation=false > "$dir/build" ||
  { cat "$dir/build"; exit 1; }
(cd "$dir" && dotnet bin/Debug/net10.0/finding.dll) > "$dir/seen"

cat > "$dir/stated" <<'STATED'
rows LIKE 'docs': 1
temporary tables: 1
databases: main,temp,other
INSERT: SQLite Error 8: 'attempt to write a readonly database'.
twice(2): SQLite Error 1: 'no such function: twice'.
STATED
echo Microsoft.Data.Sqlite.Core 10.0.15, SQLitePCLRaw.bundle_e_sqlite3 3.0.5
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
