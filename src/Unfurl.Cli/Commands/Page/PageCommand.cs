using System.CommandLine;
using System.Net;
using Unfurl.Adapters;
using Unfurl.WebPages;
using Unfurl.WebPages.Fetching;

namespace Unfurl.Cli.Commands.Page;

/// <summary><c>page</c>: what the adapter for web pages reads in pages, and what it takes for a wall.</summary>
internal static class PageCommand
{
    private const string KeyVariable = "UNFURL_KEY";
    private const int MaxResponse = 8 * 1024 * 1024;

    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(30);

    public static Command Create()
    {
        var links = new Argument<Uri[]>("link")
        {
            Description = "Addresses of pages.",
            Arity = ArgumentArity.OneOrMore,
            CustomParser = result =>
            {
                var read = result.Tokens.Select(token => (token.Value, Address: AddressOf(token.Value))).ToList();
                foreach (var (text, _) in read.Where(one => one.Address is null))
                    result.AddError($"'{text}' is no address such as https://wiki.acme.com/guide.");
                return [.. read.Select(one => one.Address).OfType<Uri>()];
            },
        };
        var header = new Option<string>("--header")
        {
            Description = $"The header for the key in the environment variable {KeyVariable}.",
            DefaultValueFactory = _ => "Authorization",
        };
        var command = new CommandWithExamples(
            "page",
            $"Shows what web pages say of themselves, as the adapter WebPage reads them, or for what wall it takes them. Asks as nobody, or with the key in {KeyVariable}.",
            "unfurl page https://wiki.acme.com/guide",
            $"{KeyVariable}=ada:secret unfurl page https://wiki.acme.com/plans"
        )
        {
            links,
            header,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(parsed.GetRequiredValue(links), parsed.GetRequiredValue(header), cancellationToken)
        );
        return command;
    }

    private static Uri? AddressOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Scheme: "http" or "https", UserInfo: "" }
            ? address
            : null;

    private static async Task<int> RunAsync(Uri[] links, string header, CancellationToken cancellationToken)
    {
        var text = Environment.GetEnvironmentVariable(KeyVariable);
        var key = string.IsNullOrEmpty(text) ? null : new Secret(text);
        using var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
        };
        using var http = new HttpClient(handler) { MaxResponseContentBufferSize = MaxResponse, Timeout = MaxTime };
        http.DefaultRequestHeaders.Add("User-Agent", "Unfurl/1.0");
        var call = new ProviderCall(http, key, TimeProvider.System, new NoLog());
        // One for each site, as it remembers what a site repeats on its pages.
        var readers = new Dictionary<Uri, PageReader>();
        foreach (var link in links)
        {
            var site = new Uri(link.GetLeftPart(UriPartial.Authority));
            if (!readers.TryGetValue(site, out var reader))
                readers[site] = reader = new PageReader(new PageClient(site, site, [site], header));
            try
            {
                var (verdict, facts) = await reader.ReadAsync(link.PathAndQuery, call, cancellationToken);
                Terminal.WriteLine($"{link}: {PageJson.Of(verdict, facts)}");
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or InvalidDataException)
            {
                return Terminal.WriteErrors([$"{link}: {exception.Message}"]);
            }
        }
        return ExitCodes.Passed;
    }
}
