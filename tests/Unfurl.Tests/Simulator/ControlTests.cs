using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Unfurl.Simulator;

namespace Unfurl.Tests.Simulator;

public sealed class ControlTests
{
    [Fact]
    public async Task A_user_is_controlled_over_HTTP()
    {
        await using var fixture = await SimulatorFixture.StartAsync();
        var client = new SimulatorClient(fixture.Http, fixture.Host.BaseUrl);
        using var page = await fixture.Browser.GetAsync(client.ConnectUrl("ada", "acme"));

        var pasted = await client.PasteAsync("ada", SimulatorFixture.Link);
        var opened = await client.OpenAsync("ada", SimulatorFixture.Link);
        var before = await client.GetUserAsync("ada");
        var removed = await client.RemoveAsync("ada", SimulatorFixture.Link);
        var disconnected = await client.DisconnectAsync("ada", before.Connections.Single().Id);
        var after = await client.GetUserAsync("ada");

        pasted.IsAccepted().ShouldBeTrue();
        pasted.Attributes.ShouldBe(opened.Attributes);
        before.Connections.Single().Workspace.ShouldBe("acme");
        before.Previews.Single().Url.ShouldBe(SimulatorFixture.Link);
        (removed.Status, disconnected.Status).ShouldBe((200, 200));
        (after.Connections.Count, after.Previews.Count, after.Journal.Count).ShouldBe((0, 0, 8));
    }

    [Theory]
    [InlineData("GET", "/people/%20", null, 400)]
    [InlineData("POST", "/people/ada/paste", "{}", 400)]
    [InlineData("POST", "/people/ada/paste", "null", 400)]
    [InlineData("POST", "/people/ada/paste", "[", 400)]
    [InlineData("POST", "/people/ada/paste", """{"url":"items/1"}""", 400)]
    [InlineData("POST", "/people/ada/paste", """{"url":7}""", 400)]
    [InlineData("POST", "/people/ada/paste", """{"url":"https://acme.com","connection":"none"}""", 404)]
    [InlineData("POST", "/people/-/paste", """{"url":"https://acme.com"}""", 400)]
    [InlineData("POST", "/people/ada/open", """{"url":"https://acme.com"}""", 404)]
    [InlineData("DELETE", "/people/ada/previews", null, 400)]
    [InlineData("DELETE", "/people/ada/previews?url=https://acme.com", null, 404)]
    [InlineData("DELETE", "/people/ada/connections/none", null, 404)]
    [InlineData("GET", "/connect", null, 400)]
    [InlineData("GET", "/connect?user=a/b", null, 400)]
    [InlineData("GET", "/connect?user=ada&workspace=%3Cb%3E", null, 400)]
    public async Task Bad_input_is_answered_with_problem_details(string method, string path, string? body, int status)
    {
        await using var fixture = await SimulatorFixture.StartAsync();
        using var request = new HttpRequestMessage(new(method), new Uri(fixture.Host.BaseUrl, path));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");

        using var response = await fixture.Http.SendAsync(request);

        ((int)response.StatusCode).ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task A_body_of_another_type_is_refused()
    {
        await using var fixture = await SimulatorFixture.StartAsync();

        using var response = await fixture.Http.PostAsync(
            new Uri(fixture.Host.BaseUrl, "/people/ada/paste"),
            new StringContent("url=https://acme.com", Encoding.UTF8, "application/x-www-form-urlencoded")
        );

        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task The_client_passes_the_reason_on()
    {
        await using var fixture = await SimulatorFixture.StartAsync();
        var client = new SimulatorClient(fixture.Http, fixture.Host.BaseUrl);

        var exception = await Should.ThrowAsync<HttpRequestException>(() =>
            client.OpenAsync("ada", SimulatorFixture.Link)
        );

        exception.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        exception.Message.ShouldContain("paste it first");
    }

    [Fact]
    public async Task No_endpoint_is_in_the_hosts_description()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();
        using var simulator = new NotionSimulator(() => throw new InvalidOperationException());

        app.MapNotionSimulator("/lab/notion", simulator);

        var endpoints = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).ToList();
        endpoints.Count.ShouldBe(30);
        endpoints.ShouldAllBe(endpoint =>
            endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>()!.ExcludeFromDescription
        );
    }

    [Fact]
    public async Task The_simulator_works_below_a_path_of_another_host()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using var app = builder.Build();
        SimulatorOptions? options = null;
        using var simulator = new NotionSimulator(() => options!);
        app.MapNotionSimulator("/lab/notion", simulator);
        await app.StartAsync();
        var baseUrl = new Uri($"{app.Urls.First()}/lab/notion");
        await using var service = await FakeService.StartAsync(baseUrl);
        options = SimulatorFixture.Options(baseUrl, service.Url);
        using var browser = new HttpClient();

        using var page = await browser.GetAsync(simulator.ConnectUrl("ada"));
        var outcome = await new SimulatorClient(browser, baseUrl).PasteAsync("ada", SimulatorFixture.Link);

        outcome.IsAccepted().ShouldBeTrue();
        simulator.DescribeUser("ada").Journal[0].Path.ShouldBe("/lab/notion/connect");
    }

    [Fact]
    public async Task An_unconfigured_host_throws()
    {
        await using var host = await SimulatorHost.StartAsync();

        Should.Throw<InvalidOperationException>(() => host.Simulator.Options).Message.ShouldContain("not configured");
    }
}
