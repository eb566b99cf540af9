using Microsoft.AspNetCore.Authentication.OAuth;

namespace Unfurl.Server.Connections.SignIn;

/// <summary>
/// ASP.NET Core's OAuth handler logs whole URLs with states in them, under the name of the derived type. Its own name keeps them out
/// of the log.
/// </summary>
internal sealed class FrameworkLogs(ILoggerFactory logs) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => logs.CreateLogger(typeof(OAuthHandler<OAuthOptions>).FullName!);

    public void AddProvider(ILoggerProvider provider) => logs.AddProvider(provider);

    public void Dispose() { }
}
