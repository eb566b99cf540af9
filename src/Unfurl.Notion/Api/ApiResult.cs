using System.Diagnostics.CodeAnalysis;

namespace Unfurl.Notion.Api;

/// <summary>What a call to Notion's REST API returned: a value, or a failure.</summary>
public readonly record struct ApiResult<T>
    where T : class
{
    private ApiResult(T? value, ApiFailure? failure) => (Value, Failure) = (value, failure);

    public T? Value { get; }

    public ApiFailure? Failure { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool IsSuccess => Failure is null;

    public static implicit operator ApiResult<T>(T value) => new(value, null);

    public static implicit operator ApiResult<T>(ApiFailure failure) => new(null, failure);
}

/// <summary>Why a call failed. The detail is Notion's own sentence, shortened: for people, never for decisions.</summary>
public sealed record ApiFailure(ApiFailureKind Kind, string Detail)
{
    /// <summary>No call that it concerns may follow before; from 0 to a day.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>A write may have been stored all the same: it is read again before it is repeated.</summary>
    public bool MayHaveArrived { get; init; }
}

/// <summary>A closed set, after Notion's reference page "Status codes" and "Request limits".</summary>
public enum ApiFailureKind
{
    /// <summary>401: the token is wrong or was revoked.</summary>
    Unauthorized,

    /// <summary>403: the connection lacks a capability, or the workspace's plan does not allow it.</summary>
    NotAllowed,

    /// <summary>404: absent, or not shared with the connection; Notion does not say which.</summary>
    NotFound,

    /// <summary>400: the request does not fit the schema, which may have changed.</summary>
    Invalid,

    /// <summary>409: another write came in between.</summary>
    Conflict,

    /// <summary>429 for this connection, or for one kind of call.</summary>
    ConnectionLimited,

    /// <summary>429 for all connections of the workspace.</summary>
    WorkspaceLimited,

    /// <summary>429 that does not pass by waiting.</summary>
    Blocked,

    /// <summary>529: all of Notion.</summary>
    Overloaded,

    /// <summary>Notion failed, was unreachable, timed out, or answered something else than its API's JSON.</summary>
    Unavailable,
}
