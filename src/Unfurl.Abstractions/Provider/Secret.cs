using System.Diagnostics;

namespace Unfurl.Adapters;

/// <summary>
/// A value that must not appear in logs, pages or error messages, such as a token or a client secret. Its text form is
/// dots; only <see cref="Reveal"/> returns the value.
/// </summary>
[DebuggerDisplay("••••")]
public sealed class Secret
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _value;

    /// <summary>Wraps a value.</summary>
    /// <param name="value">The value; not empty.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is null or empty.</exception>
    public Secret(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        _value = value;
    }

    /// <summary>Returns the value. Call it only where the value is sent or compared.</summary>
    /// <returns>The value; never empty.</returns>
    public string Reveal() => _value;

    /// <summary>Returns four dots for every value.</summary>
    /// <returns><c>••••</c>.</returns>
    public override string ToString() => "••••";
}
