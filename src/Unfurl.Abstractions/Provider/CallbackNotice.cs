namespace Unfurl.Adapters;

/// <summary>What a provider tells a browser by sending it to the callback without a sign-in.</summary>
/// <param name="Heading">The heading of the page, e.g. <c>The app is installed</c>.</param>
/// <param name="Message">What it means and what comes next. A button to sign in follows.</param>
public sealed record CallbackNotice(string Heading, string Message);
