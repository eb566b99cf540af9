using Unfurl.Adapters;
using Unfurl.WebPages;

namespace Unfurl.Tests.WebPages;

public sealed class PageKeyTests
{
    [Theory]
    [InlineData("abc", "Authorization", "Bearer abc")]
    [InlineData("ada:secret", "authorization", "Basic YWRhOnNlY3JldA==")]
    [InlineData("ada:two words", "Authorization", "Basic YWRhOnR3byB3b3Jkcw==")]
    [InlineData("token 1-14-abc", "Authorization", "token 1-14-abc")]
    [InlineData("abc", "X-Redmine-API-Key", "abc")]
    public void A_key_is_sent_as_its_header_wants_it(string key, string header, string sent) =>
        PageKey.ValueOf(new Secret(key), header).ShouldBe(sent);
}
