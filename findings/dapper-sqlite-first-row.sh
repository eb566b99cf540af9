#!/usr/bin/env bash
# Guess: Dapper reads a column of numbers into a double, whatever numbers SQLite has in it.
# What happens: SQLite's types belong to values, not to columns. Dapper looks at the first row and reads all rows by it:
#   an integer first and 2.5 after it fails, and so does 2.5 first and an integer after it. Which order comes is the
#   query's affair, so the same code works on most data. With a null first it works; a column declared REAL is safe,
#   an expression (CASE, coalesce, sum of parts) has no declared type.
# Version: Dapper 2.1.86, Microsoft.Data.Sqlite.Core 10.0.15 (NuGet).
# Source: https://www.sqlite.org/datatype3.html; https://github.com/DapperLib/Dapper (the reader is built once, by row one).
# Who meets it: a service that runs one SQL on PostgreSQL and SQLite and computes an average, a share or a waiting time.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

cat > "$dir/finding.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Dapper" Version="[2.1.86]" />
    <PackageReference Include="Microsoft.Data.Sqlite.Core" Version="[10.0.15]" />
    <PackageReference Include="SQLitePCLRaw.bundle_e_sqlite3" Version="[3.0.5]" />
  </ItemGroup>
</Project>
XML
cat > "$dir/Program.cs" <<'CS'
using System.Data;
using Dapper;
using Microsoft.Data.Sqlite;

SQLitePCL.Batteries_V2.Init();
using var connection = new SqliteConnection("Data Source=:memory:");
connection.Open();
connection.Execute("CREATE TABLE runs (id INTEGER, days INTEGER); INSERT INTO runs VALUES (1, 1), (2, 5), (3, NULL)");

const string Weeks = "CASE WHEN days % 5 = 0 THEN days / 5 ELSE days / 5.0 END";
foreach (var order in new[] { "days DESC", "days IS NULL, days", "days IS NOT NULL, days" })
    Console.WriteLine($"ORDER BY {order}: {Read($"SELECT {Weeks} AS Weeks FROM runs ORDER BY {order}")}");
Console.WriteLine($"cast to REAL: {Read($"SELECT CAST({Weeks} AS REAL) AS Weeks FROM runs ORDER BY days DESC")}");

string Read(string sql)
{
    try { return string.Join(", ", connection.Query<Run>(sql).Select(run => run.Weeks?.ToString("R") ?? "null")); }
    catch (DataException error) { return error.Message; }
}

class Run { public double? Weeks { get; set; } }
CS
dotnet build "$dir" -v quiet -clp:NoSummary -nodeReuse:false -p:UseSharedCompilation=false > "$dir/build" ||
  { cat "$dir/build"; exit 1; }
(cd "$dir" && dotnet bin/Debug/net10.0/finding.dll) > "$dir/seen"

cat > "$dir/stated" <<'STATED'
ORDER BY days DESC: Error parsing column 0 (Weeks=0.2 - Double)
ORDER BY days IS NULL, days: Error parsing column 0 (Weeks=1 - Int64)
ORDER BY days IS NOT NULL, days: null, 0.2, 1
cast to REAL: 1, 0.2, null
STATED
echo Dapper 2.1.86, Microsoft.Data.Sqlite.Core 10.0.15, SQLitePCLRaw.bundle_e_sqlite3 3.0.5
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
