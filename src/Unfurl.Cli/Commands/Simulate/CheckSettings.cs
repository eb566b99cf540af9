using System.CommandLine;
using Unfurl.Cli.Commands.Simulate.Browsing;
using Unfurl.Simulator.Checks;

namespace Unfurl.Cli.Commands.Simulate;

/// <summary>The options of <c>simulate check</c>; those of the service are also its parent's.</summary>
internal sealed class CheckSettings(ServiceSettings service)
{
    private const int MaxSeconds = 24 * 60 * 60;

    private readonly Option<string?> _accessToken = ServiceSettings.Text(
        "--access-token",
        "TOKEN",
        "An access token of the service: skips authorization and the checks that need it.",
        EnvironmentVariables.AccessToken
    );
    private readonly Option<string[]> _link = Many(
        "--link",
        "URL",
        "A link that the account can see; may be repeated."
    );
    private readonly Option<string?> _missingLink = ServiceSettings.Text(
        "--missing-link",
        "URL",
        "A link of the service to nothing that exists."
    );
    private readonly Option<string?> _hiddenLink = ServiceSettings.Text(
        "--hidden-link",
        "URL",
        "A link to something that the account cannot see."
    );
    private readonly Option<string?> _foreignLink = ServiceSettings.Text(
        "--foreign-link",
        "URL",
        "A link of a host that is not the service's [default: a host that does not exist]."
    );
    private readonly Option<string[]> _press = Many(
        "--press",
        "TEXT",
        "Complete sign-in and consent without a person: the button or link to press, page by page, in order."
    );
    private readonly Option<string?> _deny = ServiceSettings.Text(
        "--deny",
        "TEXT",
        "The button that denies access, in place of the last --press."
    );
    private readonly Option<string[]> _fill = Many(
        "--fill",
        "NAME=VALUE",
        "A form field to fill in; NAME=env:VARIABLE takes the value from the environment."
    );
    private readonly Option<string[]> _allowHost = Many(
        "--allow-host",
        "HOST[:PORT]",
        "Another host that the browser may call, e.g. for sign-in."
    );
    private readonly Option<int> _timeout = new("--timeout")
    {
        HelpName = "SECONDS",
        Description = "The time limit of an authorization, including the time that a person needs.",
        DefaultValueFactory = _ => 300,
    };
    private readonly Option<int> _answerWithin = new("--answer-within")
    {
        HelpName = "SECONDS",
        Description = "The recommended response time of a link.",
        DefaultValueFactory = _ => 5,
    };
    private readonly Option<string[]> _only = Many("--only", "CHECK", "Run only these checks; token.* names a group.");
    private readonly Option<string[]> _skip = Many(
        "--skip",
        "CHECK",
        "Do not run these checks; token.* names a group."
    );
    private readonly Option<bool> _strict = new("--strict")
    {
        Description = "Broken recommendations fail the run too.",
    };
    private readonly Option<string?> _json = ServiceSettings.Text("--json", "FILE", "Write the report as JSON.");
    private readonly Option<string?> _junit = ServiceSettings.Text("--junit", "FILE", "Write the report as JUnit XML.");
    private readonly Option<bool> _verbose = new("--verbose") { Description = "Show every call." };
    private readonly Option<bool> _list = new("--list") { Description = "Print all checks with their sources." };

    public IEnumerable<Option> All =>
        [
            .. service.All,
            _accessToken,
            _link,
            _missingLink,
            _hiddenLink,
            _foreignLink,
            _press,
            _deny,
            _fill,
            _allowHost,
            _timeout,
            _answerWithin,
            _only,
            _skip,
            _strict,
            _json,
            _junit,
            _verbose,
            _list,
        ];

    public bool IsList(ParseResult parsed) => parsed.GetValue(_list);

    // Returns null if problems were added.
    public CheckRequest? Read(ParseResult parsed, List<string> problems)
    {
        var accessToken = EnvironmentVariables.Read(parsed.GetValue(_accessToken), EnvironmentVariables.AccessToken);
        var simulator = service.Read(parsed, servesNotion: accessToken is null, problems);
        var listen = problems.Count == 0 ? service.Listen(parsed, problems) : null;
        var selected = Selection.Of(parsed.GetValue(_only) ?? [], parsed.GetValue(_skip) ?? [], problems);
        var fields = Fields(parsed, problems);
        foreach (var option in new[] { _timeout, _answerWithin })
        {
            if (parsed.GetValue(option) is <= 0 or > MaxSeconds)
                problems.Add($"{option.Name} must be a number of seconds from 1 to {MaxSeconds}");
        }
        foreach (var option in new[] { _json, _junit })
        {
            if (parsed.GetValue(option) is { } path && !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))))
                problems.Add($"{option.Name}: there is no folder for {path}");
        }
        string[] press = parsed.GetValue(_press) ?? [];
        if (press.Length == 0 && (parsed.GetValue(_deny) is not null || fields.Count > 0))
            problems.Add($"{_deny.Name} and {_fill.Name} belong to {_press.Name}");
        if (
            simulator is not null
            && press.Length == 0
            && accessToken is null
            && !IsOnListener(simulator.RedirectUri, listen)
        )
            problems.Add(
                $"--redirect-uri must be below --listen, where a person's browser returns; only {_press.Name} does not need it"
            );
        if (problems.Count > 0 || simulator is null)
            return null;

        var options = new CheckOptions
        {
            Simulator = simulator,
            Listen = listen,
            AccessToken = accessToken is null ? null : new(accessToken),
            Links = parsed.GetValue(_link) ?? [],
            MissingLink = parsed.GetValue(_missingLink),
            HiddenLink = parsed.GetValue(_hiddenLink),
            AuthorizationLimit = TimeSpan.FromSeconds(parsed.GetValue(_timeout)),
            AnswerLimit = TimeSpan.FromSeconds(parsed.GetValue(_answerWithin)),
            Prompt = Terminal.WriteLine,
            CanDeny = press.Length == 0 || parsed.GetValue(_deny) is not null,
            UserAgent =
                press.Length == 0
                    ? null
                    : new ScriptedUserAgent(
                        press,
                        parsed.GetValue(_deny),
                        fields,
                        new(simulator.AuthorizeUrl, parsed.GetValue(_allowHost) ?? [])
                    ),
        };
        if (parsed.GetValue(_foreignLink) is { } foreign)
            options = options with { ForeignLink = foreign };
        return new(options, selected)
        {
            IsStrict = parsed.GetValue(_strict),
            IsVerbose = parsed.GetValue(_verbose),
            JsonPath = parsed.GetValue(_json),
            JUnitPath = parsed.GetValue(_junit),
        };
    }

    private Dictionary<string, Secret> Fields(ParseResult parsed, List<string> problems)
    {
        const string FromVariable = "env:";
        var fields = new Dictionary<string, Secret>(StringComparer.Ordinal);
        foreach (var field in parsed.GetValue(_fill) ?? [])
        {
            if (field.Split('=', 2) is not [{ Length: > 0 } name, { Length: > 0 } text])
            {
                problems.Add($"{_fill.Name} must be NAME=VALUE");
                continue;
            }
            var value = text.StartsWith(FromVariable, StringComparison.Ordinal)
                ? Environment.GetEnvironmentVariable(text[FromVariable.Length..])
                : text;
            if (string.IsNullOrEmpty(value))
                problems.Add($"{_fill.Name} {name}: the environment variable is not set");
            else
                fields[name] = new(value);
        }
        return fields;
    }

    private static bool IsOnListener(Uri redirectUri, Uri? listen) =>
        listen is not null && redirectUri.Scheme == "http" && redirectUri.Port == listen.Port;

    private static Option<string[]> Many(string name, string help, string description) =>
        new(name) { HelpName = help, Description = description };
}
