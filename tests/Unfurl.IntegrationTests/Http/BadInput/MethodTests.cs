namespace Unfurl.IntegrationTests.Http.BadInput;

[OnEachDatabase]
public sealed class MethodTests(SharedTestHost shared) : BadInputTests(shared), IClassFixture<SharedTestHost>
{
    private static readonly string[] Methods =
    [
        "GET",
        "HEAD",
        "POST",
        "PUT",
        "PATCH",
        "DELETE",
        "OPTIONS",
        "TRACE",
        "PROPFIND",
        "get",
        "XYZZY",
    ];

    // What changes something, though it is asked with GET.
    private static readonly string[] WithoutHead = ["/notion/authorize", "/notion/connect", "/signin/acme"];

    public static TheoryData<string> Paths => [.. Operation.Paths];

    public static TheoryData<string> Pages => ["/", "/lab", "/setup", "/connections", "/consent"];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task An_endpoint_returns_405_with_the_allowed_methods(string path)
    {
        var known = Operation.MethodsOf(path);
        if (known.Contains("GET") && !WithoutHead.Contains(path))
            known = [.. known, "HEAD"];
        foreach (var method in Methods.Except(known, StringComparer.OrdinalIgnoreCase))
        {
            var (received, allowed) = await SendAsync(method, path);

            received.Status.ShouldBe(HttpStatusCode.MethodNotAllowed, $"{method} {path}");
            allowed.ShouldBe(known, ignoreOrder: true, $"{method} {path}");
            if (method != "HEAD")
                received.MediaType.ShouldBe("application/problem+json");
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_returns_405_with_the_allowed_methods(string path)
    {
        foreach (var method in Methods.Except(["GET", "HEAD", "POST", "get"]))
        {
            var (received, allowed) = await SendAsync(method, path);

            received.Status.ShouldBe(HttpStatusCode.MethodNotAllowed, $"{method} {path}");
            allowed.ShouldBe(["GET", "HEAD", "POST"], ignoreOrder: true, $"{method} {path}");
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_posted_to_without_its_form_is_400(string path)
    {
        var (received, _) = await SendAsync("POST", path);

        received.Status.ShouldBe(HttpStatusCode.BadRequest, received.Body);
    }

    private async Task<(ReceivedResponse Answer, IReadOnlyList<string> Allowed)> SendAsync(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {Shared.Ada.AccessToken}");
        IReadOnlyList<string> allowed = [];
        var before = await Shared.Host.Database.RowCountsAsync();
        using var client = Service.CreateClient();
        using var response = await client.SendAsync(request, Cancellation);
        if (response.Content.Headers.Allow.Count > 0)
            allowed = [.. response.Content.Headers.Allow];
        (await Shared.Host.Database.RowCountsAsync()).ShouldBe(before);
        return (await ReceivedResponse.ReadAsync(response), allowed);
    }
}
