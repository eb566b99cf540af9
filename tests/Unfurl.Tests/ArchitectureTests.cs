using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Unfurl.Adapters.Testing;
using Unfurl.GitHub;
using Unfurl.Notion.Attributes;
using Unfurl.Server;
using Unfurl.Server.Hosting;

namespace Unfurl.Tests;

/// <summary>The rooms of the server and the arrows between them, as CONTRIBUTING.md draws them.</summary>
public sealed class ArchitectureTests
{
    private const string Server = "Unfurl.Server.";

    /// <summary>From the top down: a room may use those below it. Hosting uses all and is used by none.</summary>
    private static readonly string[] Rooms =
    [
        "Hosting",
        "Pages",
        "Notion",
        "Updates",
        "Tracking",
        "Previews",
        "Connections",
        "Providers",
        "Storage",
        "Http",
        "Logging",
        "Configuration",
    ];

    /// <summary>Declared by a room and implemented above it: what a lower room must reach without knowing it.</summary>
    private static readonly string[] LeadingUp =
    [
        "IAccountEnded",
        "IExpiring",
        "IRemembering",
        "IStoringTimes",
        "ISurface",
    ];

    private static readonly Architecture Architecture = new ArchLoader()
        .LoadAssemblies(
            typeof(HealthProbe).Assembly,
            typeof(PreviewAttributes).Assembly,
            typeof(GitHubProviderType).Assembly,
            typeof(Link).Assembly
        )
        .Build();

    private static readonly IReadOnlyList<IType> Types =
    [
        .. Architecture
            .Types.Where(type => type.FullName.StartsWith(Server, StringComparison.Ordinal))
            // Puts the rooms and the adapters together.
            .Where(type => type.FullName != typeof(UnfurlService).FullName),
    ];

    [Fact]
    public void Arrows_between_rooms_go_down() =>
        Arrows(Types)
            .Where(arrow => Rank(arrow.To) is { } to && to < Rank(arrow.From))
            .Select(arrow => $"{arrow.From.FullName} -> {arrow.To.FullName}")
            .ShouldBeEmpty();

    [Fact]
    public void Every_type_of_the_server_is_in_a_room() =>
        Types.Where(type => Rank(type) is null).Select(type => type.FullName).ShouldBeEmpty();

    [Fact]
    public void Interfaces_that_lead_up_are_few() =>
        Types
            .OfType<Class>()
            .SelectMany(
                type => type.ImplementedInterfaces.Where(declared => Rank(declared) > Rank(type)),
                (_, declared) => declared.Name
            )
            .Distinct()
            .Order()
            .ShouldBe(LeadingUp);

    [Fact]
    public void Pages_talk_to_services_and_never_to_storage() =>
        Arrows(Types)
            .Where(arrow => RoomOf(arrow.From) == "Pages")
            .Where(arrow =>
                RoomOf(arrow.To) == "Storage"
                || arrow.To.Name.EndsWith("Repository", StringComparison.Ordinal)
                || arrow.To.FullName.StartsWith("Dapper.", StringComparison.Ordinal)
                || arrow.To.FullName.StartsWith("System.Data.", StringComparison.Ordinal)
            )
            .Select(arrow => $"{arrow.From.FullName} -> {arrow.To.FullName}")
            .ShouldBeEmpty();

    [Fact]
    public void No_room_names_a_provider() =>
        Arrows(Types)
            .Where(arrow => arrow.To.FullName.StartsWith("Unfurl.GitHub.", StringComparison.Ordinal))
            .Select(arrow => $"{arrow.From.FullName} -> {arrow.To.FullName}")
            .ShouldBeEmpty();

    [Fact]
    public void An_adapter_knows_the_contract_only() =>
        Arrows([.. Architecture.Types.Where(type => IsIn(type, "Unfurl.GitHub"))])
            .Where(arrow => IsIn(arrow.To, "Unfurl.Server") || IsIn(arrow.To, "Unfurl.Notion"))
            .Select(arrow => $"{arrow.From.FullName} -> {arrow.To.FullName}")
            .ShouldBeEmpty();

    [Fact]
    public void The_contract_needs_nothing_but_the_base_class_library() =>
        typeof(Link)
            .Assembly.GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal))
            .ShouldBeEmpty();

    [Fact]
    public void The_tests_of_adapters_need_the_contract_and_a_JavaScript_engine_only() =>
        typeof(TestedAdapter)
            .Assembly.GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal))
            .ShouldBe(["Jint", "Unfurl.Abstractions"], ignoreOrder: true);

    private static IEnumerable<(IType From, IType To)> Arrows(IReadOnlyList<IType> types) =>
        types.SelectMany(type => type.Dependencies.Select(dependency => (type, dependency.Target))).Distinct();

    private static bool IsIn(IType type, string space) =>
        type.FullName.StartsWith($"{space}.", StringComparison.Ordinal);

    private static int? Rank(IType type) => Array.IndexOf(Rooms, RoomOf(type)) is >= 0 and var rank ? rank : null;

    private static string? RoomOf(IType type) =>
        type.FullName.StartsWith(Server, StringComparison.Ordinal)
            ? type.FullName[Server.Length..].Split('.')[0]
            : null;
}
