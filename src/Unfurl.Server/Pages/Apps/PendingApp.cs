using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;
using Unfurl.Server.Http;

namespace Unfurl.Server.Pages.Apps;

/// <summary>A registration that was begun in this browser: what comes back is for this one only.</summary>
/// <param name="Type">The type of provider.</param>
/// <param name="Host">What was typed in.</param>
/// <param name="Instance">The name of the provider instance.</param>
internal sealed record PendingApp(string Type, string Host, string Instance, string State, DateTimeOffset ExpiresAt);

/// <summary>Keeps a <see cref="PendingApp"/> in a cookie of its browser, encrypted, so that any replica completes it.</summary>
internal sealed partial class PendingApps(IDataProtectionProvider protection, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly IDataProtector _protector = protection.CreateProtector("Unfurl.PendingApps.v1");

    public PendingApp Begin(HttpContext context, string type, string host, string instance)
    {
        var state = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var pending = new PendingApp(type, host, instance, state, time.GetUtcNow() + Lifetime);
        var text = JsonSerializer.Serialize(pending, PendingAppJson.Default.PendingApp);
        context.Response.Cookies.Append(NameIn(context), _protector.Protect(text), OptionsIn(context));
        return pending;
    }

    /// <summary>Takes the registration out of the browser, so that it is completed once.</summary>
    /// <returns>Null if this browser has none with this state.</returns>
    public PendingApp? Take(HttpContext context, string? state)
    {
        if (
            state is null
            || Read(context.Request.Cookies[NameIn(context)]) is not { } pending
            || !CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(state),
                Encoding.UTF8.GetBytes(pending.State)
            )
        )
            return null;
        context.Response.Cookies.Delete(NameIn(context), OptionsIn(context));
        return pending.ExpiresAt > time.GetUtcNow() ? pending : null;
    }

    private PendingApp? Read(string? cookie)
    {
        if (string.IsNullOrEmpty(cookie))
            return null;
        try
        {
            return JsonSerializer.Deserialize(_protector.Unprotect(cookie), PendingAppJson.Default.PendingApp);
        }
        // Anybody can write a cookie.
        catch (Exception exception) when (exception is CryptographicException or JsonException)
        {
            return null;
        }
    }

    private static string NameIn(HttpContext context) => HostCookies.NameOf("unfurl.app", context.Request.Scheme);

    // Lax, not Strict: the provider redirects the browser here from another site.
    private static CookieOptions OptionsIn(HttpContext context) =>
        new()
        {
            HttpOnly = true,
            IsEssential = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
        };

    [JsonSerializable(typeof(PendingApp))]
    private sealed partial class PendingAppJson : JsonSerializerContext;
}
