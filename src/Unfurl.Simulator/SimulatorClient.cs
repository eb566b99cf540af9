using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.WebUtilities;
using Unfurl.Notion.Lab;
using Unfurl.Notion.Reading;
using Unfurl.Simulator.Control;

namespace Unfurl.Simulator;

/// <summary>Drives a simulator over HTTP.</summary>
/// <param name="http">Sends the requests.</param>
/// <param name="baseUrl">The simulator's <see cref="SimulatorOptions.BaseUrl"/>.</param>
public sealed class SimulatorClient(HttpClient http, Uri baseUrl) : INotionWorkspace
{
    /// <inheritdoc/>
    public Uri ConnectUrl(string user, string? workspace = null, string? returnTo = null) =>
        ConnectUrl(baseUrl, user, workspace, returnTo);

    /// <inheritdoc/>
    public Task<SimulatedUser> GetUserAsync(string user, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Get, UserUrl(user, ""), null, SimulatorJson.Default.SimulatedUser, cancellationToken);

    /// <inheritdoc/>
    public Task<UnfurlOutcome> PasteAsync(
        string user,
        string url,
        string? connection = null,
        CancellationToken cancellationToken = default
    ) => SendLinkAsync(UserUrl(user, "/paste"), new(url, connection), cancellationToken);

    /// <inheritdoc/>
    public Task<UnfurlOutcome> OpenAsync(
        string user,
        string url,
        string? connection = null,
        CancellationToken cancellationToken = default
    ) => SendLinkAsync(UserUrl(user, "/open"), new(url, connection), cancellationToken);

    /// <inheritdoc/>
    public Task<CallOutcome> RemoveAsync(string user, string url, CancellationToken cancellationToken = default) =>
        SendAsync(
            HttpMethod.Delete,
            UserUrl(user, $"/previews?url={Uri.EscapeDataString(url)}"),
            null,
            SimulatorJson.Default.CallOutcome,
            cancellationToken
        );

    /// <inheritdoc/>
    public Task<CallOutcome> DisconnectAsync(
        string user,
        string connection,
        CancellationToken cancellationToken = default
    ) =>
        SendAsync(
            HttpMethod.Delete,
            UserUrl(user, $"/connections/{Uri.EscapeDataString(connection)}"),
            null,
            SimulatorJson.Default.CallOutcome,
            cancellationToken
        );

    internal static Uri ConnectUrl(Uri baseUrl, string user, string? workspace, string? returnTo) =>
        new(
            QueryHelpers.AddQueryString(
                $"{baseUrl.AbsoluteUri.TrimEnd('/')}/connect",
                new Dictionary<string, string?>
                {
                    ["user"] = user,
                    ["workspace"] = workspace,
                    ["return_to"] = returnTo,
                }
            )
        );

    private Task<UnfurlOutcome> SendLinkAsync(Uri url, LinkRequest link, CancellationToken cancellationToken) =>
        SendAsync(
            HttpMethod.Post,
            url,
            JsonContent.Create(link, SimulatorJson.Default.LinkRequest),
            SimulatorJson.Default.UnfurlOutcome,
            cancellationToken
        );

    private async Task<T> SendAsync<T>(
        HttpMethod method,
        Uri url,
        HttpContent? content,
        JsonTypeInfo<T> type,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(method, url) { Content = content };
        using var response = await http.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException(await ReasonAsync(response, cancellationToken), null, response.StatusCode);
        return await response.Content.ReadFromJsonAsync(type, cancellationToken)
            ?? throw new JsonException("The simulator answered null.");
    }

    private static async Task<string> ReasonAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json")
            return $"The simulator answered {(int)response.StatusCode}.";
        var problem = await response.Content.ReadFromJsonAsync(SimulatorJson.Default.ControlProblem, cancellationToken);
        return $"The simulator answered {(int)response.StatusCode}: {problem?.Detail}";
    }

    private Uri UserUrl(string user, string path) =>
        new($"{baseUrl.AbsoluteUri.TrimEnd('/')}/people/{Uri.EscapeDataString(user)}{path}");
}
