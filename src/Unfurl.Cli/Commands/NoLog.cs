using Unfurl.Adapters;

namespace Unfurl.Cli.Commands;

/// <summary>What adapters write for operators is left out.</summary>
internal sealed class NoLog : IAdapterLog
{
    public void Debug(string message) { }

    public void Warn(string message) { }
}
