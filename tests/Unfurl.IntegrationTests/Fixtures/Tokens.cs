using System.Net;

namespace Unfurl.IntegrationTests.Fixtures;

/// <summary>What the token endpoint gave.</summary>
public sealed record Tokens(string AccessToken, string RefreshToken)
{
    public static Tokens From(ReceivedResponse answer)
    {
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        return new(answer["access_token"], answer["refresh_token"]);
    }
}
