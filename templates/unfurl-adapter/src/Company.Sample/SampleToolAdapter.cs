namespace SampleNamespace;

/// <summary>Which links there are, how users are known, and what becomes of a link.</summary>
internal sealed class SampleToolAdapter : IProviderAdapter
{
    private static readonly LinkPattern Page = new("Page", "/pages/{id:int}", "/pages/12");

    private readonly SampleToolClient _client;

    public SampleToolAdapter(Uri url)
    {
        _client = new SampleToolClient(url);
        Kinds = [new LinkKind(Page, ResolvePageAsync)];
        Origins = [url];
        SignIn = new PersonalKeySignIn
        {
            Identify = IdentifyAsync,
            KeyName = "API key",
            KeyPage = new Uri(url, "/settings/keys"),
        };
    }

    public IReadOnlyList<LinkKind> Kinds { get; }

    public IReadOnlyList<Uri> Origins { get; }

    public SignIn SignIn { get; }

    private async Task<Resolution> ResolvePageAsync(
        LinkMatch match,
        ProviderCall call,
        CancellationToken cancellationToken
    )
    {
        var type = SampleToolJson.Default.PageResponse;
        var (page, failure) = await _client.GetAsync($"/api/pages/{match.Number("id")}", type, call, cancellationToken);
        return page is null ? failure! : Found(page);
    }

    // The audience stays the account that asked: only what anyone sees without signing in may be Audience.Public.
    private static Resolution.Found Found(PageResponse page) =>
        new(
            new Preview
            {
                Title = page.Title,
                Identifier = $"#{page.Id}",
                Author = page.Author is { } author ? new Person(author.Name) : null,
                Status = page.IsDraft ? new Choice("Draft") : null,
                Body = page.Summary,
                Facts = new Facts { Updated = page.UpdatedAt },
            }
        )
        {
            Resources = [new Resource($"page:{page.Id}")],
        };

    private async Task<Identification> IdentifyAsync(ProviderCall call, CancellationToken cancellationToken)
    {
        var type = SampleToolJson.Default.UserResponse;
        var (user, failure) = await _client.GetAsync("/api/me", type, call, cancellationToken);
        return failure switch
        {
            null => new Identification.Known(user!.Id, user.Login),
            Resolution.SignInNeeded => new Identification.Rejected(),
            Resolution.Unavailable(var reason) => new Identification.Unavailable(reason),
            _ => new Identification.Unavailable(failure.GetType().Name),
        };
    }
}
