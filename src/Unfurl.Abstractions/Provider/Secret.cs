using System.Diagnostics;

namespace Unfurl.Adapters;

/// <summary>
/// A value that must not reach logs, pages or error messages: a token, a client secret. Printing it prints dots;
/// <see cref="Reveal"/> is the one way to the value.
/// </summary>
[DebuggerDisplay("••••")]
public sealed class Secret
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _value;

    /// <param name="value">The value to keep; not empty.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is null or empty.</exception>
    public Secret(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        _value = value;
    }

    /// <summary>The value itself. Call it where the value is sent, nowhere else.</summary>
    public string Reveal() => _value;

    /// <summary>Four dots, whatever the value.</summary>
    public override string ToString() => "••••";
}
