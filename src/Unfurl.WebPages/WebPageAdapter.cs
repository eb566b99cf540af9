using Unfurl.WebPages.Fetching;
using Unfurl.WebPages.Walls;

namespace Unfurl.WebPages;

/// <summary>Shows any page of a host.</summary>
internal sealed class WebPageAdapter : IProviderAdapter
{
    private readonly WebPageOptions _options;
    private readonly PageReader _reader;
    private readonly PageResolver _resolver;

    public WebPageAdapter(string host, WebPageOptions options, InstanceOptions instance)
    {
        _options = options;
        var site = new Uri($"https://{host}");
        // A host is the same with and without "www.", and many sites redirect from one to the other.
        Origins =
        [
            new Uri(options.Base.GetLeftPart(UriPartial.Authority)),
            .. instance.Aliases.Select(Link.NormalizeHost).Prepend(host).SelectMany(OriginsOf),
        ];
        _reader = new PageReader(new PageClient(options.Base, site, Origins, options.Header));
        _resolver = new PageResolver(
            _reader,
            site,
            isPublic: options.SignIn == WebPageOptions.None && instance.Networks.Count == 0
        );
        SignIn = options.SignIn switch
        {
            WebPageOptions.PersonalKey => new PersonalKeySignIn
            {
                Identify = IdentifyAsync,
                KeyName = "key",
                KeyHint = PageKey.IsAuthorization(options.Header)
                    ? "It is what the site takes from programs, or your user name and password with a colon between them."
                    : "It is what the site takes from programs.",
                MayBePassword = PageKey.IsAuthorization(options.Header),
            },
            WebPageOptions.Shared when options.Key is { } key => new SharedSignIn(key),
            _ => new NoSignIn(),
        };
        Kinds = [.. Patterns(options).Select(KindOf)];
    }

    public IReadOnlyList<LinkKind> Kinds { get; }

    public IReadOnlyList<Uri> Origins { get; }

    public SignIn SignIn { get; }

    private static IEnumerable<LinkPattern> Patterns(WebPageOptions options)
    {
        var except = options.Except.Select(path => path.Trim('/')).ToList();
        var prefixes = options.Paths.Count == 0 ? ["/"] : options.Paths;
        var number = 0;
        foreach (var prefix in prefixes.Select(path => path.TrimEnd('/')).Distinct(StringComparer.Ordinal))
        {
            number++;
            var name = number == 1 ? "" : $" {number}";
            var root = prefix.Length == 0 ? "/" : prefix;
            if (!options.IsExcept(root))
                yield return new LinkPattern($"Home page{name}", root, root);
            if (SampleOf(prefix, options) is { } sample)
                yield return new LinkPattern($"Page{name}", $"{prefix}/{{*path}}", sample, except);
        }
    }

    // One that is not excluded; null where all letters are.
    private static string? SampleOf(string prefix, WebPageOptions options) =>
        Enumerable
            .Range('a', 26)
            .Select(letter => $"{(char)letter}")
            .Prepend("page")
            .Select(name => $"{prefix}/{name}")
            .FirstOrDefault(sample => !options.IsExcept(sample));

    private LinkKind KindOf(LinkPattern pattern) =>
        new(pattern, _resolver.ResolveAsync) { Key = match => PageResolver.PathOf(match.Link) };

    private static IEnumerable<Uri> OriginsOf(string host) => [new($"https://{host}"), new($"https://www.{host}")];

    // Only the site's word counts: many take a key beside any user name.
    private async Task<Identification> IdentifyAsync(ProviderCall call, CancellationToken cancellationToken)
    {
        if (call.Credential is not { } key || !PageKey.Fits(key, _options.Header))
            return new Identification.Rejected();
        var (verdict, name) = await WhoAsync(call, cancellationToken);
        if (name is null)
            return verdict is Verdict.Page or Verdict.SignIn ? new Identification.Rejected() : Unclear(verdict);
        // Who is named to nobody too, such as a guest, is nobody.
        var (toNobody, nobody) = await WhoAsync(call with { Credential = null }, cancellationToken);
        return nobody is not null ? new Identification.Unavailable("Check names somebody to nobody as well")
            : toNobody is Verdict.Failed or Verdict.Limited ? Unclear(toNobody)
            : new Identification.Known(name, name);
    }

    private Task<(Verdict Verdict, string? Name)> WhoAsync(ProviderCall call, CancellationToken cancellationToken) =>
        _reader.WhoAsync(_options.Check!, _options.Who!, call, cancellationToken);

    // No reason to sign anybody out.
    private static Identification.Unavailable Unclear(Verdict verdict) =>
        new(
            verdict switch
            {
                Verdict.Failed(var reason) => reason,
                Verdict.Limited => "too many requests",
                _ => "Check is missing or denied",
            }
        );
}
