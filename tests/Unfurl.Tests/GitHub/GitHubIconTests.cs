using System.Buffers.Binary;

namespace Unfurl.Tests.GitHub;

public sealed class GitHubIconTests
{
    public static TheoryData<string> Names => [.. Some.GitHub().Icons.Keys.Order()];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_icon_is_a_small_square_PNG(string name)
    {
        var icon = Some.GitHub().Icons[name].Span;

        icon[1..4].SequenceEqual("PNG"u8).ShouldBeTrue();
        BinaryPrimitives.ReadInt32BigEndian(icon[16..]).ShouldBe(80);
        BinaryPrimitives.ReadInt32BigEndian(icon[20..]).ShouldBe(80);
        icon.Length.ShouldBeLessThan(10_000);
    }

    [Theory]
    [MemberData(nameof(CaseTests.Names), MemberType = typeof(CaseTests))]
    public async Task The_icon_of_a_card_is_there(string name)
    {
        var expected = await File.ReadAllTextAsync(Path.Combine(CaseTests.Folder, name + ".notion.json"));

        var icon = expected.Split("https://unfurl.test/icons/")[1].Split(".png")[0];

        Some.GitHub().Icons.Keys.ShouldContain(icon);
    }
}
