namespace Unfurl.Adapters;

/// <summary>
/// Registers the service as an app at a provider, by a form that an administrator's browser sends there. The provider sends the
/// browser back with a code, for which it hands out the settings of the app.
/// </summary>
public interface IAppRegistrar
{
    /// <summary>Finds where an app is to be registered.</summary>
    /// <param name="text">What an administrator typed in.</param>
    /// <returns>The host; null if the text is none.</returns>
    AppHost? HostOf(string text);

    /// <summary>Makes the form that the browser sends.</summary>
    /// <param name="host">Where the app is registered.</param>
    /// <param name="request">What the app is for.</param>
    /// <returns>The form; null if <see cref="AppRequest.Organization"/> cannot be the name of one.</returns>
    AppForm? FormFor(AppHost host, AppRequest request);

    /// <summary>Exchanges the code for the settings.</summary>
    /// <param name="host">Where the app was registered.</param>
    /// <param name="code">The code, as the browser brought it.</param>
    /// <param name="http">Reaches <see cref="AppHost.Api"/> only.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels the call, also when its time limit is reached.</param>
    /// <returns>What the provider says. An exception is a bug in the adapter.</returns>
    Task<AppRegistration> CompleteAsync(
        AppHost host,
        string code,
        HttpClient http,
        TimeProvider time,
        CancellationToken cancellationToken
    );
}

/// <summary>Where an app is registered.</summary>
/// <param name="Name">The host that owns the links.</param>
/// <param name="Web">Where browsers reach it.</param>
/// <param name="Api">The root of its API.</param>
public sealed record AppHost(string Name, Uri Web, Uri Api);

/// <summary>What an app is registered for.</summary>
/// <param name="Organization">The organization that will own the app; null for the user.</param>
/// <param name="Instance">The name of the provider instance.</param>
/// <param name="PublicUrl">The service's own origin.</param>
/// <param name="CallbackUrl">Where the provider sends the browser back.</param>
/// <param name="State">Comes back with the code.</param>
public sealed record AppRequest(string? Organization, string Instance, Uri PublicUrl, Uri CallbackUrl, string State);

/// <summary>A form for the browser to send.</summary>
/// <param name="Action">Where it is sent, below <see cref="AppHost.Web"/>.</param>
/// <param name="Fields">Its fields.</param>
public sealed record AppForm(Uri Action, IReadOnlyDictionary<string, string> Fields);

/// <summary>What the provider says of a code: a closed set.</summary>
public abstract record AppRegistration
{
    private AppRegistration() { }

    /// <summary>The app is registered.</summary>
    /// <param name="Settings">The settings of the instance by their keys, in order.</param>
    /// <param name="InstallPage">Where the app is installed, below <see cref="AppHost.Web"/>.</param>
    public sealed record Done(IReadOnlyList<KeyValuePair<string, Secret>> Settings, Uri InstallPage) : AppRegistration;

    /// <summary>The code was used, has expired or was never given out.</summary>
    public sealed record Rejected : AppRegistration;

    /// <summary>The provider failed or did not answer as documented.</summary>
    /// <param name="Reason">A text for the log, e.g. <c>HTTP 502</c>, without secrets and without text of the response.</param>
    public sealed record Failed(string Reason) : AppRegistration;
}
