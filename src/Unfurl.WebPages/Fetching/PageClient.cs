using System.Buffers;
using System.Net.Mime;
using Unfurl.WebPages.Walls;

namespace Unfurl.WebPages.Fetching;

/// <summary>Asks for pages of a site, as somebody or as nobody.</summary>
/// <param name="baseAddress">Where the site is asked.</param>
/// <param name="site">Under which address its links are written.</param>
/// <param name="origins">Where redirects may lead.</param>
/// <param name="keyHeader">The header for keys.</param>
internal sealed class PageClient(Uri baseAddress, Uri site, IReadOnlyList<Uri> origins, string keyHeader)
{
    /// <summary>What is read of a page. Its head and its first paragraphs are far shorter.</summary>
    public const int MaxBytes = 2 * 1024 * 1024;

    private const int MaxRedirects = 5;

    private static readonly TimeSpan DescriptionLimit = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan DefaultWait = TimeSpan.FromMinutes(1);

    /// <summary>The address of a path.</summary>
    public Uri AddressOf(string pathAndQuery) => At(baseAddress, pathAndQuery);

    /// <summary>Whether an address is one of the site.</summary>
    public bool IsOfSite(Uri address) => HasOrigin(address, site) || origins.Any(origin => HasOrigin(address, origin));

    // Pages and redirects name the site by its host, and the service may reach it elsewhere.
    private Uri Asked(Uri address) => HasOrigin(address, site) ? AddressOf(address.PathAndQuery) : address;

    private Uri Shown(Uri address) => HasOrigin(address, baseAddress) ? At(site, address.PathAndQuery) : address;

    // Joined, not resolved: a path of two slashes would be another host.
    private static Uri At(Uri origin, string pathAndQuery) =>
        new(origin.GetLeftPart(UriPartial.Authority) + pathAndQuery);

    /// <summary>Asks for a page, and follows redirects within the site.</summary>
    /// <param name="mayLeadHome">Whether a redirect to the home page leads to a page that is read, and does not stand for a missing one.</param>
    public async Task<Fetched> GetAsync(
        Uri address,
        bool mayLeadHome,
        ProviderCall call,
        CancellationToken cancellationToken
    )
    {
        address = Asked(address);
        var asked = address;
        for (var redirects = 0; ; redirects++)
        {
            using var request = RequestFor(address, call.Credential, "text/html, application/xhtml+xml, */*;q=0.5");
            using var response = await call.Http.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                cancellationToken
            );
            if (RedirectOf(response, address) is not { } target)
                return await ReadAsync(response, Shown(address), call.Time, cancellationToken);
            if (SignInSigns.IsLeadTo(target, asked))
                return new Fetched.Not(Verdict.NeedsSignIn);
            if (!IsOfSite(target))
                return Fetched.NotBecause("a redirect to another host");
            if (!mayLeadHome && MissingSigns.Of(target, asked) is { } missing)
                return new Fetched.Not(missing);
            if (redirects == MaxRedirects)
                return Fetched.NotBecause("too many redirects");
            address = Asked(target);
        }
    }

    /// <summary>Asks for a description of a page, for a short time: the card does without it.</summary>
    /// <returns>Null if there is none.</returns>
    public async Task<byte[]?> GetDescriptionAsync(Uri address, ProviderCall call, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(DescriptionLimit, call.Time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            using var request = RequestFor(Asked(address), call.Credential, "application/json, text/xml;q=0.9");
            using var response = await call.Http.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                limit.Token
            );
            return response.IsSuccessStatusCode ? (await ReadBodyAsync(response, limit.Token)).Body.ToArray() : null;
        }
        catch (Exception exception)
            when (exception is HttpRequestException or IOException or OperationCanceledException
                && !cancellationToken.IsCancellationRequested
            )
        {
            return null;
        }
    }

    private HttpRequestMessage RequestFor(Uri address, Secret? key, string accept)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address).CutResponse(MaxBytes + 1);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        // The words of walls, and their dates, follow the reader's language.
        request.Headers.TryAddWithoutValidation("Accept-Language", "en");
        if (key is not null)
            request.Headers.TryAddWithoutValidation(keyHeader, PageKey.ValueOf(key, keyHeader));
        return request;
    }

    private static Uri? RedirectOf(HttpResponseMessage response, Uri from) =>
        (int)response.StatusCode is 301 or 302 or 303 or 307 or 308
        && response.Headers.TryGetValues("Location", out var locations)
        && Uri.TryCreate(from, locations.First(), out var target)
        && target.Scheme is "http" or "https"
            ? target
            : null;

    // The content type is looked at before the body.
    private static async Task<Fetched> ReadAsync(
        HttpResponseMessage response,
        Uri address,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        switch ((int)response.StatusCode)
        {
            case 401 or 407:
                return new Fetched.Not(Verdict.NeedsSignIn);
            case 403 or 404 or 410:
                return new Fetched.Not(Verdict.NotThere);
            case 429:
                return new Fetched.Not(new Verdict.Limited(RetryAt(response, time)));
            case < 200 or >= 300:
                return Fetched.NotBecause($"HTTP {(int)response.StatusCode}");
        }
        var type = response.Content.Headers.ContentType;
        var name = type?.MediaType?.ToLowerInvariant() ?? "";
        if (FileKindOf(name) is { } kind)
            return new Fetched.File(address, kind);
        // Without a type browsers look at the content; a page is the most likely.
        if (name is not ("" or MediaTypeNames.Text.Html or "application/xhtml+xml"))
            return Fetched.NotBecause($"{(name.Length > 60 ? "another content type" : name)} is no page");
        var (body, isCut) = await ReadBodyAsync(response, cancellationToken);
        return body.Length == 0
            ? Fetched.NotBecause("an empty page")
            : new Fetched.Html(
                address,
                body,
                isCut,
                type?.CharSet?.Trim('"', ' '),
                response.Content.Headers.ContentLanguage.FirstOrDefault()
            );
    }

    private static MediaKind? FileKindOf(string type) =>
        type switch
        {
            // A drawing may hold scripts, and Notion does not show it.
            MediaTypeNames.Image.Svg => null,
            MediaTypeNames.Application.Pdf => MediaKind.Pdf,
            _ when type.StartsWith("image/", StringComparison.Ordinal) => MediaKind.Image,
            _ when type.StartsWith("video/", StringComparison.Ordinal) => MediaKind.Video,
            _ when type.StartsWith("audio/", StringComparison.Ordinal) => MediaKind.Audio,
            _ => null,
        };

    private static async Task<(ReadOnlyMemory<byte> Body, bool IsCut)> ReadBodyAsync(
        HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var buffer = new MemoryStream();
        var chunk = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            while (buffer.Length <= MaxBytes && await stream.ReadAsync(chunk, cancellationToken) is > 0 and var read)
                buffer.Write(chunk, 0, read);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
        var length = (int)Math.Min(buffer.Length, MaxBytes);
        return (buffer.GetBuffer().AsMemory(0, length), buffer.Length > MaxBytes);
    }

    private static DateTimeOffset RetryAt(HttpResponseMessage response, TimeProvider time)
    {
        var now = time.GetUtcNow();
        return response.Headers.RetryAfter switch
        {
            { Date: { } date } => date,
            { Delta: { } wait } when wait < TimeSpan.FromDays(1) => now + wait,
            _ => now + DefaultWait,
        };
    }

    private static bool HasOrigin(Uri address, Uri origin) =>
        (address.Scheme, address.IdnHost, address.Port) == (origin.Scheme, origin.IdnHost, origin.Port);
}
