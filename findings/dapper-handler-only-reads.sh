#!/usr/bin/env bash
# Guess: a Dapper type handler is used both ways: what SetValue would write is what Parse gets to read.
# What happens: for types that Dapper knows (DateTimeOffset, Guid, bool and so on) the handler reads, and Dapper
#   writes its own way: a time that the handler would store in milliseconds is stored as text, which Parse then cannot
#   read. An enum's handler is asked neither way. A type that Dapper does not know (Uri) goes through the handler both
#   ways. SqlMapper.RemoveTypeMap(typeof(DateTimeOffset)), called before, mends the writing.
# Version: Dapper 2.1.86, Microsoft.Data.Sqlite.Core 10.0.15 (NuGet).
# Source: https://github.com/DapperLib/Dapper/issues/303 and 206 (enums).
# Who meets it: a service that keeps times as numbers in SQLite: rows of before and after the handler sort apart.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

cat > "$dir/finding.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable>
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
SqlMapper.AddTypeHandler(new Handler<DateTimeOffset>(DateTimeOffset.UnixEpoch));
SqlMapper.AddTypeHandler(new Handler<Guid>(Guid.Empty));
SqlMapper.AddTypeHandler(new Handler<DayOfWeek>(DayOfWeek.Friday));
SqlMapper.AddTypeHandler(new Handler<Uri>(new Uri("https://acme.com/")));

Show(DateTimeOffset.UnixEpoch);
Show(Guid.Empty);
Show(DayOfWeek.Friday);
Show(new Uri("https://acme.com/"));
SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
SqlMapper.AddTypeHandler(new Handler<DateTimeOffset>(DateTimeOffset.UnixEpoch));
SqlMapper.PurgeQueryCache();
Show(DateTimeOffset.UnixEpoch, ", after RemoveTypeMap");

void Show<T>(T value, string when = "")
{
    var written = connection.ExecuteScalar<string>("SELECT CAST(@value AS TEXT)", new { value });
    string read;
    try { connection.QuerySingle<Row<T>>("SELECT 'by the handler' AS Value"); read = "by the handler"; }
    catch (DataException) { read = "fails"; }
    Console.WriteLine($"{typeof(T).Name}{when}: written {written}, read {read}");
}

class Row<T> { public T? Value { get; set; } }

class Handler<T>(T value) : SqlMapper.TypeHandler<T>
{
    public override void SetValue(IDbDataParameter parameter, T? _) => parameter.Value = "by the handler";
    public override T Parse(object _) => value;
}
CS
dotnet build "$dir" -v quiet -clp:NoSummary -nodeReuse:false -p:UseSharedCompilation=false > "$dir/build" || { cat "$dir/build"; exit 1; }
(cd "$dir" && dotnet bin/Debug/net10.0/finding.dll) > "$dir/seen"

cat > "$dir/stated" <<'STATED'
DateTimeOffset: written 1970-01-01 00:00:00+00:00, read by the handler
Guid: written 00000000-0000-0000-0000-000000000000, read by the handler
DayOfWeek: written 5, read fails
Uri: written by the handler, read by the handler
DateTimeOffset, after RemoveTypeMap: written by the handler, read by the handler
STATED
echo Dapper 2.1.86, Microsoft.Data.Sqlite.Core 10.0.15, SQLitePCLRaw.bundle_e_sqlite3 3.0.5
cat "$dir/seen"
diff -u "$dir/stated" "$dir/seen" || { echo 'Changed: not as stated.'; exit 1; }
echo 'As stated.'
