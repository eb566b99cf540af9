#!/usr/bin/env bash
# Guess: whoever has a type handler write times, by RemoveTypeMap(typeof(DateTimeOffset)), does the same for `DateTimeOffset?`:
#   it is needed for nullable times, or at least harmless.
# What happens: it is not needed, a nullable time is written by the handler already. And it changes how NULL is read: a single
#   nullable value, QuerySingleOrDefault<DateTimeOffset?>, then hands DBNull to the handler's Parse, which gets no NULL
#   otherwise: not for that value before, nor ever for a nullable property, parameter or element of a tuple.
# Version: Dapper 2.1.86, Microsoft.Data.Sqlite.Core 10.0.15 (NuGet).
# Source: https://github.com/DapperLib/Dapper/blob/main/Dapper/SqlMapper.cs, LookupDbType and GetDeserializer.
# Who meets it: a service that stores times as numbers and asks for the oldest one of a table that is usually empty.
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
connection.Execute("CREATE TABLE jobs (at BIGINT)");

SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
SqlMapper.AddTypeHandler(new Milliseconds());
Show("written", () => connection.QuerySingle<long>("SELECT @at", new { at = (DateTimeOffset?)DateTimeOffset.UnixEpoch }));
ShowNulls("");
SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
SqlMapper.PurgeQueryCache();
ShowNulls(", after RemoveTypeMap");

void ShowNulls(string when)
{
    Show($"property{when}", () => connection.QuerySingle<ByProperty>("SELECT max(at) AS at FROM jobs").At);
    Show($"tuple{when}", () => connection.QuerySingle<(DateTimeOffset? At, long One)>("SELECT max(at), 1 FROM jobs").At);
    Show($"single value{when}", () => connection.QuerySingleOrDefault<DateTimeOffset?>("SELECT max(at) FROM jobs"));
}

static void Show(string shape, Func<object?> read)
{
    try
    {
        Console.WriteLine($"{shape}: {read() ?? "null"}");
    }
    catch (Exception exception)
    {
        Console.WriteLine($"{shape}: {exception.GetBaseException().Message}");
    }
}

sealed class ByProperty
{
    public DateTimeOffset? At { get; init; }
}

sealed class Milliseconds : SqlMapper.TypeHandler<DateTimeOffset>
{
    public override DateTimeOffset Parse(object value) =>
        value is DBNull
            ? throw new InvalidCastException("Parse got DBNull")
            : DateTimeOffset.FromUnixTimeMilliseconds((long)value);

    public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) =>
        parameter.Value = value.ToUnixTimeMilliseconds();
}
CS
seen=$(dotnet run --project "$dir" --verbosity quiet)
echo "$seen"
[ "$seen" = "written: 0
property: null
tuple: null
single value: null
property, after RemoveTypeMap: null
tuple, after RemoveTypeMap: null
single value, after RemoveTypeMap: Parse got DBNull" ]
