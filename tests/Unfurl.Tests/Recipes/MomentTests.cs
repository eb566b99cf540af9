using System.Globalization;
using Unfurl.Recipes.Texts;

namespace Unfurl.Tests.Recipes;

public sealed class MomentTests
{
    [Theory]
    [InlineData("2026-12-03", "2026-12-03T00:00:00+00:00")]
    [InlineData("2026-12-03T10:00:00Z", "2026-12-03T10:00:00+00:00")]
    [InlineData("2026-12-03T10:00:00", "2026-12-03T10:00:00+00:00")]
    [InlineData("2026-12-03 10:00", "2026-12-03T10:00:00+00:00")]
    [InlineData("2026-12-03T10:00:00.000+0200", "2026-12-03T10:00:00+02:00")]
    [InlineData("2026-12-03T10:00:00.123456789Z", "2026-12-03T10:00:00.1234568+00:00")]
    [InlineData("2026-12-03 10:00:00 -08:00", "2026-12-03T10:00:00-08:00")]
    public void A_time_of_ISO_8601_is_read_in_all_its_spellings(string text, string moment) =>
        Moments.Default.Read(text).ShouldBe(DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture));

    // Each is a time for .NET, and mostly another one than the tool means.
    [Theory]
    [InlineData("3.12.2026 10:00")]
    [InlineData("02/03/2026")]
    [InlineData("Dec 3")]
    [InlineData("10:58")]
    [InlineData("2026-12-01.10:58:54")]
    [InlineData("12-03-2026")]
    [InlineData("2026-13-03")]
    [InlineData("Thu, 03 Dec 2026 10:00:00 GMT")]
    public void Another_text_is_no_time(string text) => Moments.Default.Read(text).ShouldBeNull();

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("1970-01-01T00:00:00Z")]
    public void The_beginning_of_a_calendar_stands_for_none(string text) => Moments.Default.Read(text).ShouldBeNull();
}
