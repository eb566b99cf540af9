using Unfurl.Adapters.Testing.Assemblies;
using Unfurl.Adapters.Testing.Calls;
using Unfurl.Adapters.Testing.Cards;
using Unfurl.Adapters.Testing.Outcomes;
using Unfurl.Adapters.Testing.Patterns;

namespace Unfurl.Adapters.Testing;

/// <summary>
/// An adapter under test, called as the service calls it: the first kind that matches resolves a link, with an HTTP client that answers
/// from recordings only. All failures are <see cref="AdapterTestException"/>s.
/// </summary>
/// <remarks>Each call makes the adapter anew, so that what it caches during one test is not seen by the next.</remarks>
public sealed class TestedAdapter
{
    /// <summary>The credential of a call that names none. It is easy to find where it must not be.</summary>
    public const string DefaultCredential = "unfurl-test-credential-7f3a9c51";

    private readonly IProviderType _type;
    private readonly IReadOnlyDictionary<string, string?> _settings;
    private readonly CallLog _log = new();

    /// <summary>Makes the adapter of a provider instance, and checks that it is complete.</summary>
    /// <param name="type">The type that the adapter's assembly declares.</param>
    /// <param name="host">The owned host, e.g. <c>wiki.acme.com</c>.</param>
    /// <param name="settings">The settings by their keys below the instance; null for none.</param>
    /// <exception cref="AdapterTestException">A setting is missing or wrong, or the adapter breaks the contract.</exception>
    public TestedAdapter(IProviderType type, string host, IReadOnlyDictionary<string, string?>? settings = null)
    {
        (_type, _settings) = (type, settings ?? new Dictionary<string, string?>());
        Host = Link.NormalizeHost(host);
        if (string.IsNullOrWhiteSpace(type.Name))
            throw new AdapterTestException("The type has no name: Name is the word for the setting Type.");
        Adapter = Make();
    }

    /// <summary>The adapter.</summary>
    public IProviderAdapter Adapter { get; }

    /// <summary>The owned host, in the form of <see cref="Link.NormalizeHost"/>.</summary>
    public string Host { get; }

    /// <summary>The adapter's clock. Unless a test sets another one it stands still, at noon of 15 January 2026 in UTC.</summary>
    public TimeProvider Time { get; init; } = new FixedClock();

    /// <summary>What the adapter wrote for the operator during the calls of <see cref="ResolveAsync"/> and <see cref="IdentifyAsync"/>.</summary>
    public IReadOnlyList<string> Log => _log.Messages;

    /// <summary>How long a call may go on after it was cancelled. Such a call has nothing to wait for.</summary>
    internal TimeSpan CancellationLimit { get; init; } = TimeSpan.FromSeconds(5);

    internal string Name => _type.Name;

    /// <summary>Resolves a link with recorded answers, all of which must be asked for.</summary>
    /// <param name="url">The link, or its path on the adapter's host.</param>
    /// <param name="http">The recorded answers.</param>
    /// <param name="credential">The user's token or key; null for <see cref="DefaultCredential"/> or the shared one.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What became of the link.</returns>
    /// <exception cref="AdapterTestException">
    /// No kind matches; the adapter asked for what is not recorded, or elsewhere than its <see cref="IProviderAdapter.Origins"/>; or the
    /// credential is where it must not be.
    /// </exception>
    public async Task<Resolution> ResolveAsync(
        string url,
        RecordedHttp http,
        string? credential = null,
        CancellationToken cancellationToken = default
    )
    {
        var adapter = Make();
        var replay = new Replay(http, Origins.Of(adapter));
        using var run = new AdapterRun(adapter, replay, CredentialFor(adapter, credential), Time, _log);
        var (kind, match) = Match(adapter, url);
        var resolution = await run.RunAsync(call => kind.Resolve(match, call, cancellationToken), ResolutionText.Of);
        replay.ThrowIfLeft();
        return resolution;
    }

    /// <summary>Asks the adapter whose a credential is, with recorded answers, all of which must be asked for.</summary>
    /// <param name="http">The recorded answers.</param>
    /// <param name="credential">The user's token or key; null for <see cref="DefaultCredential"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What the provider says.</returns>
    /// <exception cref="AdapterTestException">As of <see cref="ResolveAsync"/>; or the adapter's sign-in knows no users.</exception>
    public async Task<Identification> IdentifyAsync(
        RecordedHttp http,
        string? credential = null,
        CancellationToken cancellationToken = default
    )
    {
        var adapter = Make();
        var identify = IdentifyOf(adapter);
        var replay = new Replay(http, Origins.Of(adapter));
        using var run = new AdapterRun(adapter, replay, CredentialFor(adapter, credential), Time, _log);
        var identification = await run.RunAsync(call => identify(call, cancellationToken), it => it.ToString());
        replay.ThrowIfLeft();
        return identification;
    }

    /// <summary>
    /// Resolves a link with the recordings of a file, and compares the card with the file beside it: <c>Cases/page.http</c> with
    /// <c>Cases/page.card.json</c>. With <c>UPDATE_CARDS=1</c> that file is written instead.
    /// </summary>
    /// <param name="url">The link, or its path on the adapter's host.</param>
    /// <param name="recording">The path of the recordings, see <see cref="RecordedHttp.Load"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends with the check.</returns>
    /// <exception cref="AdapterTestException">As of <see cref="ResolveAsync"/>; or the card is another one.</exception>
    public async Task CheckCaseAsync(string url, string recording, CancellationToken cancellationToken = default)
    {
        var resolution = await ResolveAsync(url, RecordedHttp.Load(recording), null, cancellationToken);
        CardFile.ShouldHold(Path.ChangeExtension(recording, "card.json"), resolution);
    }

    /// <summary>
    /// Checks the kinds of link: each sample is of its own kind; the matcher and the regular expression for Notion's portal agree, on the
    /// samples and on many links like them; spellings of the same link have the same key, and different things have different keys.
    /// </summary>
    /// <exception cref="AdapterTestException">It is not so.</exception>
    public void CheckPatterns() =>
        AdapterTestException.ThrowIfAny($"The kinds of link of {Name}", PatternCheck.Problems(this));

    /// <summary>
    /// Replays good answers and spoils each of them in turn: error statuses, a redirect, broken and unexpected bodies, no connection, a
    /// connection that ends. Each must become the right <see cref="Resolution"/>, and a cancelled call must end.
    /// </summary>
    /// <remarks>
    /// An exception is a failure, apart from <see cref="HttpRequestException"/>, <see cref="IOException"/> and
    /// <see cref="OperationCanceledException"/>: the service takes these as <see cref="Resolution.Unavailable"/>. Answers that the
    /// recordings call optional may be missing, so there everything but an exception passes.
    /// </remarks>
    /// <param name="url">The link, or its path on the adapter's host.</param>
    /// <param name="http">Answers with which the link is found.</param>
    /// <returns>A task that ends with the check.</returns>
    /// <exception cref="AdapterTestException">An answer becomes something else.</exception>
    public async Task CheckOutcomesAsync(string url, RecordedHttp http) =>
        AdapterTestException.ThrowIfAny($"Resolving {url}", await OutcomeCheck.ProblemsAsync(this, url, http));

    /// <summary>
    /// As <see cref="CheckOutcomesAsync"/>, for whose a credential is: what is no clear answer must never be
    /// <see cref="Identification.Known"/>, nor <see cref="Identification.Rejected"/>, which signs the user out.
    /// </summary>
    /// <param name="http">Answers with which the user is known.</param>
    /// <returns>A task that ends with the check.</returns>
    /// <exception cref="AdapterTestException">An answer becomes something else, or the adapter's sign-in knows no users.</exception>
    public async Task CheckIdentificationAsync(RecordedHttp http) =>
        AdapterTestException.ThrowIfAny(
            "Asking whose a credential is",
            await IdentificationCheck.ProblemsAsync(this, http)
        );

    /// <summary>
    /// Checks that the adapter's own assembly reaches the network by the given client only, and starts no program and writes no file. It
    /// finds what its code names, and is a help, not a wall: a plugin is trusted code.
    /// </summary>
    /// <exception cref="AdapterTestException">It does.</exception>
    public void CheckAssembly() =>
        AdapterTestException.ThrowIfAny($"The assembly of {Name}", AssemblyCheck.Problems(_type.GetType().Assembly));

    /// <summary>All of <see cref="CheckPatterns"/>, <see cref="CheckAssembly"/> and <see cref="CheckOutcomesAsync"/>.</summary>
    /// <param name="url">A link, or its path on the adapter's host.</param>
    /// <param name="http">Answers with which the link is found.</param>
    /// <returns>A task that ends with the checks.</returns>
    /// <exception cref="AdapterTestException">A check failed.</exception>
    public async Task CheckAllAsync(string url, RecordedHttp http) =>
        AdapterTestException.ThrowIfAny(
            $"The adapter {Name}",
            [
                .. PatternCheck.Problems(this),
                .. AssemblyCheck.Problems(_type.GetType().Assembly),
                .. await OutcomeCheck.ProblemsAsync(this, url, http),
            ]
        );

    internal IProviderAdapter Make()
    {
        var settings = new ProviderSettings(Name.ToLowerInvariant(), Host, _settings);
        IProviderAdapter adapter;
        try
        {
            adapter = _type.Create(settings);
        }
        catch (Exception exception)
        {
            throw new AdapterTestException(
                $"Create threw {exception.GetType().Name}: what is wrong with a setting is reported, by ProviderSettings.Read, and does not throw.",
                exception
            );
        }
        AdapterTestException.ThrowIfAny("The settings", settings.Problems);
        AdapterTestException.ThrowIfAny($"The adapter {Name}", [.. AdapterShape.Problems(adapter)]);
        return adapter;
    }

    internal (LinkKind Kind, LinkMatch Match) Match(IProviderAdapter adapter, string url)
    {
        var text = url.StartsWith('/') ? $"https://{Host}{url}" : url;
        if (!Link.TryParse(text, out var link))
            throw new AdapterTestException($"{text} is no link: see the remarks of Link.");
        if (link.Host != Host)
            throw new AdapterTestException($"{text} is a link of {link.Host}, and the adapter owns {Host}.");
        if (new LinkKinds(adapter.Kinds).Match(link, out var kind) is { } match)
            return (kind!, match);
        throw new AdapterTestException(
            $"No kind matches {text}. There are {string.Join(", ", adapter.Kinds.Select(kind => kind.Pattern.Template))}."
        );
    }

    internal static IdentifyUser IdentifyOf(IProviderAdapter adapter) =>
        adapter.SignIn switch
        {
            OAuthSignIn oauth => oauth.Identify,
            PersonalKeySignIn key => key.Identify,
            var other => throw new AdapterTestException(
                $"With {other.GetType().Name} nobody signs in, so there is nobody to identify."
            ),
        };

    internal static Secret? CredentialFor(IProviderAdapter adapter, string? credential = null) =>
        adapter.SignIn switch
        {
            NoSignIn => null,
            SharedSignIn shared when credential is null => shared.Credential,
            _ => new Secret(credential ?? DefaultCredential),
        };
}
