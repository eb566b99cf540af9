using System.Net;
using Unfurl.Adapters.Testing;

namespace Unfurl.Tests.Adapters.Testing;

public sealed class IdentificationCheckTests
{
    private static readonly RecordedHttp Good = RecordedHttp.Parse(ThingAdapter.GoodUser);

    [Fact]
    public Task An_adapter_that_takes_every_answer_right_passes() =>
        new ThingAdapter().Tested.CheckIdentificationAsync(Good);

    [Fact]
    public async Task A_key_that_is_rejected_because_the_provider_failed_fails()
    {
        var adapter = new ThingAdapter
        {
            Identify = (response, _) =>
                response.StatusCode == HttpStatusCode.OK ? null! : new Identification.Rejected(),
        };

        (await FailureAsync(adapter)).ShouldContain("HTTP 500: it must be Unavailable");
    }

    [Fact]
    public async Task A_user_who_is_known_by_a_broken_body_fails()
    {
        var adapter = new ThingAdapter
        {
            Identify = (response, _) =>
                response.StatusCode == HttpStatusCode.OK ? new Identification.Known("u1", "ada") : null!,
        };

        (await FailureAsync(adapter)).ShouldContain("HTTP 200 with the JSON {}: it must be Unavailable");
    }

    [Fact]
    public async Task A_rejection_that_is_not_told_fails()
    {
        var adapter = new ThingAdapter
        {
            Identify = (response, _) =>
                response.StatusCode == HttpStatusCode.OK ? null! : new Identification.Unavailable("HTTP"),
        };

        (await FailureAsync(adapter)).ShouldContain("HTTP 401: it must be Rejected");
    }

    [Fact]
    public async Task With_a_shared_key_there_is_nobody_to_identify()
    {
        var adapter = new ThingAdapter { SignIn = new SharedSignIn(new Secret("key")) };

        (await FailureAsync(adapter)).ShouldContain("SharedSignIn nobody signs in");
    }

    private static async Task<string> FailureAsync(ThingAdapter adapter) =>
        (await Should.ThrowAsync<AdapterTestException>(() => adapter.Tested.CheckIdentificationAsync(Good))).Message;
}
