using Unfurl.Notion.Attributes;
using Unfurl.Server.Configuration;
using Unfurl.Server.Logging;
using Unfurl.Server.Providers;

namespace Unfurl.Server.Previews;

/// <summary>Messages contain nothing of the link. Hidden and missing targets get the same message.</summary>
internal sealed partial class ResolutionRenderer(
    UnfurlSettings settings,
    TimeProvider time,
    ILogger<ResolutionRenderer> logger
)
{
    private const string NotRendered = "answer_not_rendered";

    /// <summary>Also for links that no instance owns: it must not reveal which targets are hidden.</summary>
    public static readonly CachedAnswer NotFound = Rejection(
        404,
        PreviewReasons.NotFound,
        "Content not found, or not visible to the connected account."
    );

    /// <summary>The same response as for a missing target. Only the log differs.</summary>
    public static readonly CachedAnswer HostNotOwned = NotFound with { Reason = PreviewReasons.NotOwned };

    /// <summary>The same response as for a missing target. Only the log differs.</summary>
    public static readonly CachedAnswer NotALink = NotFound with { Reason = PreviewReasons.NotALink };

    /// <summary>Never throws: a resolution that cannot be rendered is a failure of the adapter.</summary>
    public CachedAnswer Render(Resolution resolution, ProviderInstance instance)
    {
        try
        {
            return RenderResolution(resolution, instance);
        }
        catch (Exception exception)
        {
            Log.NotRendered(logger, instance.Name, NotRendered, new ScrubbedException(exception));
            return ProviderUnavailable();
        }
    }

    private CachedAnswer RenderResolution(Resolution resolution, ProviderInstance instance) =>
        resolution switch
        {
            Resolution.Found found => RenderFound(found, instance),
            Resolution.NotFound => NotFound,
            Resolution.Forbidden { Remedy: not null } forbidden => Rejection(
                403,
                PreviewReasons.Forbidden,
                forbidden.Remedy
            ),
            Resolution.SignInNeeded needed => SignInNeeded(needed.IsSuspended),
            Resolution.RateLimited limited => RateLimited(limited.Until),
            Resolution.Unavailable { TooSlow: true } => Failure(
                504,
                PreviewReasons.ProviderTooSlow,
                "The provider did not answer in time. Open the page again in a moment."
            ),
            Resolution.Unavailable => ProviderUnavailable(),
            _ => throw new InvalidOperationException(
                $"A resolution of type {resolution.GetType().Name} cannot be rendered."
            ),
        };

    public CachedAnswer SignInNeeded(bool isSuspended) =>
        (
            isSuspended
                ? Rejection(
                    401,
                    PreviewReasons.AccountSuspended,
                    $"The provider has suspended your account there. When it is active again, connect it at {settings.UrlOf("/connections")}."
                )
                : Rejection(
                    401,
                    PreviewReasons.SignInNeeded,
                    $"Connect your account with this provider at {settings.UrlOf("/connections")} to see the preview."
                )
        ) with
        {
            IsAboutCredential = true,
            // Not cached: after the sign-in, the next request must be resolved.
            Until = DateTimeOffset.MinValue,
        };

    private CachedAnswer RenderFound(Resolution.Found found, ProviderInstance instance)
    {
        var attributes = new PreviewAttributes(
            settings.Developer,
            name => settings.UrlOf($"/icons/{instance.Name}/{Uri.EscapeDataString(name)}.png")
        );
        return new CachedAnswer(Outcome.Shown, Operations.Set(attributes.Render(found.Preview)))
        {
            Audience = found.Audience,
            Resources = found.Resources,
            Freshness = found.Freshness,
        };
    }

    private CachedAnswer RateLimited(DateTimeOffset until)
    {
        var minutes = Math.Max(1, (int)Math.Ceiling((until - time.GetUtcNow()).TotalMinutes));
        return Failure(
            429,
            PreviewReasons.ProviderRateLimited,
            $"The provider limits the requests of the connected account. Open the page again in {minutes} min."
        ) with
        {
            Until = until,
        };
    }

    private static CachedAnswer ProviderUnavailable() =>
        Failure(
            502,
            PreviewReasons.ProviderUnavailable,
            "The provider could not be asked. Open the page again in a moment."
        );

    private static CachedAnswer Rejection(int status, string reason, string message) =>
        new(Outcome.Refused, Operations.Error(status, message)) { Reason = reason };

    private static CachedAnswer Failure(int status, string reason, string message) =>
        new(Outcome.Failed, Operations.Error(status, message)) { Reason = reason };

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "The resolution from the adapter of {Provider} cannot be rendered: {Reason}. {Exception}"
        )]
        public static partial void NotRendered(
            ILogger logger,
            string provider,
            string reason,
            ScrubbedException exception
        );
    }
}
