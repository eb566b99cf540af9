namespace Unfurl.Server.Providers.Gate;

/// <summary>An adapter called an origin that is not among its <see cref="IProviderAdapter.Origins"/>: a bug in the adapter.</summary>
internal sealed class UndeclaredOriginException(string? host)
    : InvalidOperationException($"The adapter called an origin it did not declare: {host}.");
