using Unfurl.Server.Updates.Jobs;

namespace Unfurl.Server.Updates.Refresh;

/// <summary>A refresh that this process has leased.</summary>
internal sealed record RefreshJob : Job
{
    public string Provider => Key.Split(':', 3)[0];

    public RefreshTarget Target => new(Key.Split(':', 3)[1], Key.Split(':', 3)[2], Payload);

    /// <summary>The problem of a job after which not all replicas may know what is outdated.</summary>
    public const string Untold = "untold";

    /// <summary>Whether all replicas know, as far as earlier attempts tell.</summary>
    public bool IsTold => Problem != Untold;

    /// <summary>The refresh's sequence number. A state with a higher number is newer.</summary>
    public long Turn { get; set; }

    // The name of an instance is a key of the configuration, which cannot have a colon.
    public static string KeyOf(string provider, RefreshTarget target) => $"{provider}:{target.Scope}:{target.Name}";
}
