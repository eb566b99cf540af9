using System.ComponentModel.DataAnnotations;
using Unfurl.Adapters.Testing;

namespace Unfurl.Tests.Adapters.Testing;

/// <summary>What an adapter must be before anything is asked of it.</summary>
public sealed class MakingTests
{
    private const string Host = "things.acme.com";

    [Fact]
    public void Every_problem_of_the_settings_is_named()
    {
        var failure = Should.Throw<AdapterTestException>(() =>
            Make(settings =>
            {
                settings.Read(new Options());
                return new ThingAdapter().Create(settings);
            })
        );

        failure.Message.ShouldContain("Unfurl:Providers:made:Url must be an absolute http(s) URL");
        failure.Message.ShouldContain("Unfurl:Providers:made:Token is missing: the token");
    }

    [Fact]
    public void Making_it_must_not_throw() =>
        Failure(_ => throw new FormatException("no")).ShouldContain("Create threw FormatException");

    public static TheoryData<IProviderAdapter, string> Incomplete =>
        new()
        {
            { null!, "Create returned null" },
            { new TestAdapter(), "Kinds is empty" },
            {
                new TestAdapter { Kinds = [null!] },
                "A kind in Kinds is null"
            },
            {
                new TestAdapter { Origins = [new Uri("ftp://acme.com")] },
                "Origins must hold"
            },
            {
                new TestAdapter { Origins = null! },
                "Origins must hold"
            },
            {
                new TestAdapter { SignIn = null! },
                "SignIn is null"
            },
            {
                new TestAdapter { SignIn = new SharedSignIn(null!) },
                "SignIn is null, or a member of it"
            },
            {
                new TestAdapter { Icons = null! },
                "Icons is null"
            },
        };

    [Theory]
    [MemberData(nameof(Incomplete))]
    public void What_breaks_the_contract_is_named(IProviderAdapter adapter, string problem) =>
        Failure(_ => adapter).ShouldContain(problem);

    [Fact]
    public void A_type_needs_a_name() =>
        Should
            .Throw<AdapterTestException>(() => new TestedAdapter(new MadeType(" ", _ => new TestAdapter()), Host))
            .Message.ShouldContain("The type has no name");

    private static string Failure(Func<ProviderSettings, IProviderAdapter> make) =>
        Should.Throw<AdapterTestException>(() => Make(make)).Message;

    private static TestedAdapter Make(Func<ProviderSettings, IProviderAdapter> make) =>
        new(new MadeType("Made", make), Host, new Dictionary<string, string?> { ["Url"] = "acme" });

    private sealed class MadeType(string name, Func<ProviderSettings, IProviderAdapter> make) : IProviderType
    {
        public string Name => name;

        public IProviderAdapter Create(ProviderSettings settings) => make(settings);
    }

    private sealed class Options
    {
        [Setting("the address")]
        public Uri? Url { get; set; }

        [Required]
        [Setting("the token")]
        public Secret? Token { get; set; }
    }
}
