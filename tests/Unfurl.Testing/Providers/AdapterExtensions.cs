using Unfurl.Adapters;

namespace Unfurl.Testing.Providers;

/// <summary>Calls an adapter as the service does.</summary>
public static class AdapterExtensions
{
    extension(IProviderAdapter adapter)
    {
        public IEnumerable<LinkPattern> Patterns => adapter.Kinds.Select(kind => kind.Pattern);

        public OAuthSignIn OAuth => (OAuthSignIn)adapter.SignIn;

        public string KeyOf(LinkMatch match) => adapter.KindOf(match).Key(match);

        public Task<Resolution> ResolveAsync(
            LinkMatch match,
            ProviderCall call,
            CancellationToken cancellationToken = default
        ) => adapter.KindOf(match).Resolve(match, call, cancellationToken);

        public Task<Identification> IdentifyAsync(ProviderCall call, CancellationToken cancellationToken = default) =>
            adapter.SignIn switch
            {
                OAuthSignIn oauth => oauth.Identify(call, cancellationToken),
                PersonalKeySignIn key => key.Identify(call, cancellationToken),
                _ => throw new InvalidOperationException("Nobody signs in there."),
            };

        public Task<Revocation> RevokeAsync(
            ProviderCall call,
            Secret? refreshToken,
            CancellationToken cancellationToken = default
        ) => adapter.OAuth.Revoke!(call, refreshToken, cancellationToken);

        private LinkKind KindOf(LinkMatch match) => adapter.Kinds.First(kind => kind.Pattern == match.Pattern);
    }
}
