using System.Data;
using Dapper;

namespace Unfurl.Server.Storage;

/// <summary>How values are stored that the databases have no common type for.</summary>
internal static class TypeHandlers
{
    public static void Add()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        Add(new TimeHandler());
        Add(new FlagHandler());
    }

    // A handler is used for parameters only if Dapper does not map the type itself.
    private static void Add<T>(SqlMapper.TypeHandler<T> handler)
        where T : struct
    {
        SqlMapper.RemoveTypeMap(typeof(T));
        SqlMapper.AddTypeHandler(handler);
    }

    /// <summary>Milliseconds since 1970.</summary>
    private sealed class TimeHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override DateTimeOffset Parse(object value) =>
            DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(value));

        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value)
        {
            parameter.DbType = DbType.Int64;
            parameter.Value = value.ToUnixTimeMilliseconds();
        }
    }

    /// <summary>An INTEGER, 0 or 1.</summary>
    private sealed class FlagHandler : SqlMapper.TypeHandler<bool>
    {
        public override bool Parse(object value) => Convert.ToInt64(value) != 0;

        public override void SetValue(IDbDataParameter parameter, bool value)
        {
            parameter.DbType = DbType.Int32;
            parameter.Value = value ? 1 : 0;
        }
    }
}
