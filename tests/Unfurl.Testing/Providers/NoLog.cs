namespace Unfurl.Testing.Providers;

/// <summary>What adapters write for operators is left out.</summary>
public sealed class NoLog : IAdapterLog
{
    public void Debug(string message) { }

    public void Warn(string message) { }
}
