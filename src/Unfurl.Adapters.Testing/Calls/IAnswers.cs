namespace Unfurl.Adapters.Testing.Calls;

/// <summary>What stands in for the provider during one call of the adapter.</summary>
internal interface IAnswers
{
    Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken);
}
