using Unfurl.GitHub.Webhooks;
using Unfurl.Testing.GitHub;

namespace Unfurl.Tests.GitHub.Webhooks;

internal static class WebhookReadingExtensions
{
    private static readonly GitHubWebhooks Webhooks = new(new Secret(GitHubDelivery.Secret));

    public static WebhookReading Read(this GitHubDelivery delivery) => delivery.Read(Webhooks);

    public static WebhookReading Read(this GitHubDelivery delivery, IWebhookReceiver webhooks) =>
        webhooks.Read(new WebhookDelivery(delivery.Headers, delivery.Body));

    public static string Summary(this WebhookReading reading) =>
        reading switch
        {
            WebhookReading.Ignored(var name) => $"ignored as {name}",
            WebhookReading.Malformed(var reason) => $"malformed: {reason}",
            WebhookReading.Changed changed => string.Join(
                "; ",
                new[]
                {
                    Part("refresh", changed.Refresh.Select(resource => resource.Name)),
                    changed.PurgesEverything ? "purge everything" : null,
                    Part("purge", changed.Purge.Select(resource => resource.Name)),
                    Part("subjects", changed.Subjects),
                }.OfType<string>()
            ),
            _ => reading.GetType().Name,
        };

    private static string? Part(string word, IEnumerable<string> names) =>
        string.Join(' ', names) is { Length: > 0 } all ? $"{word} {all}" : null;
}
