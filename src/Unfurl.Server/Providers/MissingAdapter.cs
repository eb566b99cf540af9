namespace Unfurl.Server.Providers;

/// <summary>
/// In place of an adapter that could not be loaded: every link of its host is unavailable for now. People, previews and the host
/// stay the instance's own.
/// </summary>
internal sealed class MissingAdapter : IProviderAdapter
{
    public IReadOnlyList<LinkKind> Kinds { get; } =
    [new(new LinkPattern("Link", "/{*path}", "/a"), Resolve), new(new LinkPattern("Home", "/", "/"), Resolve)];

    public IReadOnlyList<Uri> Origins => [];

    public SignIn SignIn { get; } = new NoSignIn();

    private static Task<Resolution> Resolve(LinkMatch match, ProviderCall call, CancellationToken cancellationToken) =>
        Task.FromResult<Resolution>(new Resolution.Unavailable("the adapter could not be loaded"));
}
