using Unfurl.Adapters.Testing;
using Unfurl.Recipes;
using Unfurl.Recipes.Reading;
using Unfurl.Testing;

namespace Unfurl.Tests.Recipes;

/// <summary>
/// <c>recipes/redmine/issue.open.http</c> is what the tool answered, and <c>issue.open.card.json</c> what becomes of it. The recipe's
/// <c>cases</c> say to which link. <c>UPDATE_CARDS=1 ./test --filter RecipeCaseTests</c> writes the cards.
/// </summary>
public sealed class RecipeCaseTests
{
    private const string Host = "tool.acme.example";
    private const string Who = "key.valid";

    public static TheoryData<string, string> Cases =>
        [.. RecipeFiles.Included.SelectMany(recipe => Read(recipe).Cases.Select(one => (recipe, one.Name)))];

    public static TheoryData<string> Names => [.. RecipeFiles.Included];

    [Theory]
    [MemberData(nameof(Cases))]
    public Task A_recorded_answer_becomes_a_card(string recipe, string name)
    {
        var one = Read(recipe).Cases.Single(it => it.Name == name);
        return Adapter(recipe, one).CheckCaseAsync(one.Link, RecordingOf(recipe, name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_recording_is_a_case(string recipe)
    {
        var files = Directory
            .EnumerateFiles(RepositoryRoot.File("recipes", recipe), "*.http")
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Where(name => !name.StartsWith("key.", StringComparison.Ordinal));

        files.ShouldBe(Read(recipe).Cases.Select(one => one.Name), ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_kind_has_a_card_among_its_cases(string recipe)
    {
        var adapter = Adapter(recipe).Adapter;
        var kinds = Read(recipe).Cases.Where(one => HasCard(recipe, one)).Select(one => KindOf(adapter, one.Link));

        Read(recipe).Kinds.Select(kind => kind.Name).ShouldBeSubsetOf(kinds);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Links_are_those_of_Notions_portal(string recipe) => Adapter(recipe).CheckPatterns();

    [Theory]
    [MemberData(nameof(Names))]
    public Task Bad_answers_become_no_card(string recipe)
    {
        var good = Read(recipe).Cases.First(one => HasCard(recipe, one));
        return Adapter(recipe, good).CheckOutcomesAsync(good.Link, RecordedHttp.Load(RecordingOf(recipe, good.Name)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Whose_a_key_is_is_known_and_spoiled_answers_are_no_ones(string recipe)
    {
        if (Read(recipe).Key is null)
            return;
        var valid = RecordedHttp.Load(RecordingOf(recipe, Who));

        (await Adapter(recipe).IdentifyAsync(valid)).ShouldBeOfType<Identification.Known>();
        await Adapter(recipe).CheckIdentificationAsync(RecordedHttp.Load(RecordingOf(recipe, Who)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_key_that_is_not_valid_is_known(string recipe)
    {
        if (Read(recipe).Key is null)
            return;
        (
            await Adapter(recipe).IdentifyAsync(RecordedHttp.Load(RecordingOf(recipe, "key.wrong")))
        ).ShouldBeOfType<Identification.Rejected>();
    }

    private static bool HasCard(string recipe, RecipeCase one) =>
        File.ReadAllText(CardOf(recipe, one.Name)).Contains("\"title\"", StringComparison.Ordinal);

    private static string? KindOf(IProviderAdapter adapter, string path)
    {
        Link.TryParse($"https://{Host}{path}", out var link).ShouldBeTrue(path);
        new LinkKinds(adapter.Kinds).Match(link, out var kind);
        // Other templates of a kind are numbered.
        return kind?.Pattern.Name.TrimEnd([.. " 0123456789"]);
    }

    private static TestedAdapter Adapter(string recipe, RecipeCase? one = null)
    {
        var settings = new Dictionary<string, string?> { ["Recipe"] = recipe };
        foreach (var (name, value) in one?.Settings ?? new Dictionary<string, string>())
            settings[$"Settings:{name}"] = value;
        if (one?.IsAsNobody is true)
            settings["SignIn"] = "None";
        return new TestedAdapter(new RecipeProviderType(), Host, settings);
    }

    private static Recipe Read(string recipe)
    {
        var (read, problems) = RecipeFiles.Read(recipe);
        problems.ShouldBeEmpty();
        return read!;
    }

    private static string RecordingOf(string recipe, string name) =>
        RepositoryRoot.File("recipes", recipe, name + ".http");

    private static string CardOf(string recipe, string name) =>
        RepositoryRoot.File("recipes", recipe, name + ".card.json");
}
