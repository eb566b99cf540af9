using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace Unfurl.Tests.Abstractions;

public sealed class SecretTests
{
    private const string Value = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";

    private static readonly Secret Secret = new(Value);
    private static readonly JsonSerializerOptions WithFields = new() { IncludeFields = true };

    [Fact]
    public void It_reveals_its_value_when_asked_for_it() => Secret.Reveal().ShouldBe(Value);

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void It_is_never_empty(string? value) => Should.Throw<ArgumentException>(() => new Secret(value!));

    [Fact]
    public void Its_text_is_dots() => Secret.ToString().ShouldBe("••••");

    [Fact]
    public void It_stays_hidden_inside_other_texts()
    {
        $"{Secret} {Secret, 10} {string.Concat("token ", Secret)}".ShouldNotContain(Value);
    }

    [Fact]
    public void It_stays_hidden_in_records_that_hold_it()
    {
        using var http = new HttpClient();

        TestCall.With(http, Secret, TimeProvider.System).ToString().ShouldNotContain(Value);
    }

    [Fact]
    public void It_stays_hidden_in_json() =>
        JsonSerializer.Serialize(new { Secret, Fields = new object[] { Secret } }).ShouldNotContain(Value);

    [Fact]
    public void It_stays_hidden_in_json_that_includes_fields() =>
        JsonSerializer.Serialize(Secret, WithFields).ShouldNotContain(Value);

    [Fact]
    public void Debuggers_show_dots()
    {
        var display = typeof(Secret).GetCustomAttribute<DebuggerDisplayAttribute>()!;

        display.Value.ShouldBe("••••");
    }

    [Fact]
    public void Debuggers_do_not_unfold_it()
    {
        var fields = typeof(Secret).GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public);

        fields.ShouldAllBe(field =>
            field.GetCustomAttribute<DebuggerBrowsableAttribute>()!.State == DebuggerBrowsableState.Never
        );
    }
}
