namespace Unfurl.IntegrationTests.Fixtures;

public sealed record Tokens(string AccessToken, string RefreshToken)
{
    public static Tokens From(ReceivedResponse response)
    {
        response.Status.ShouldBe(HttpStatusCode.OK, response.Body);
        return new(response["access_token"], response["refresh_token"]);
    }
}
