namespace Unfurl.Adapters;

/// <summary>
/// Writes into the service's log, with the instance's name. A message is one line of at most 500 characters: what is longer is cut,
/// and a credential in it is replaced. Texts of users and of responses do not belong there.
/// </summary>
public interface IAdapterLog
{
    /// <summary>Writes what helps to find a fault; operators see it only when they ask for it.</summary>
    /// <param name="message">The message.</param>
    void Debug(string message);

    /// <summary>Writes what an operator should know.</summary>
    /// <param name="message">The message.</param>
    void Warn(string message);
}
