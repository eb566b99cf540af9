using System.Net.Http.Headers;
using System.Text;

namespace Unfurl.IntegrationTests.Hosting;

public sealed class FormCharsetTests : IAsyncLifetime
{
    private UnfurlHost _service = null!;

    public ValueTask InitializeAsync()
    {
        _service = UnfurlHost.Start();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Theory]
    [InlineData("/consent?handler=Allow")]
    [InlineData("/connections?handler=SignOut")]
    [InlineData("/lab?handler=Disconnect")]
    public async Task A_form_in_an_unsupported_charset_is_rejected(string path)
    {
        using var client = _service.CreateClient();
        using var form = new ByteArrayContent(Encoding.ASCII.GetBytes("a=b"));
        form.Headers.ContentType = MediaTypeHeaderValue.Parse("application/x-www-form-urlencoded; charset=utf-7");

        using var response = await client.PostAsync(path, form, TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }
}
