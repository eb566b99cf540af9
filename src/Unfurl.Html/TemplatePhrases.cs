using System.Collections.Frozen;

namespace Unfurl.Html;

/// <summary>
/// What the templates of issues and pull requests leave behind when they are not filled in. Only what templates are known
/// to say counts: everything else may be the author's own words.
/// https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests
/// </summary>
internal static class TemplatePhrases
{
    // Headings that only announce a description.
    private static readonly FrozenSet<string> Headings = Parse(
        """
        description | summary | overview | details | what | why | changes | motivation | context | background | problem
        pr description | pull request description | pull request | description of change | description of changes
        description of the change | description of the changes | proposed change | proposed changes | what changed
        what changes | what's changed | what this pr does | what does this pr do | what does this pull request do
        what does this change | what is this change | what kind of change does this pr introduce
        what this pr does / why we need it | describe the bug | describe your changes | describe your change
        describe the issue | describe the problem | describe the feature | bug | bug description | bug report | issue
        issue description | problem description | what happened | what is the problem | what's the problem
        is your feature request related to a problem please describe | is your feature request related to a problem
        feature request | feature description | proposal | motivation and context | purpose | goal | goals | intent
        """
    );

    // Further bold labels of GitHub's default templates.
    private static readonly FrozenSet<string> Labels = Parse(
        """
        to reproduce | steps to reproduce | reproduction | expected behavior | expected behaviour | actual behavior
        actual behaviour | current behavior | screenshots | desktop please complete the following information
        smartphone please complete the following information | additional context | additional information | environment
        describe the solution you'd like | describe alternatives you've considered | logs | notes | related issues
        """
    );

    private static readonly FrozenSet<string> Checklists = Parse(
        """
        checklist | check list | pr checklist | pull request checklist | author checklist | author's checklist
        contributor checklist | review checklist | reviewer checklist | submission checklist | final checklist
        checks | pre-flight checklist | preflight checklist | prerequisites | requirements | type of change
        types of change | types of changes | type of changes | pr type | type of pr | type | change type
        kind of change | what type of pr is this | what kind of change does this pr introduce | what kind of change
        before submitting | before you submit | before merging | before opening | code of conduct | terms
        validations | confirmation | how has this been tested | testing | tests | test plan | does this pr introduce a breaking change
        please check if your pr fulfills the following requirements | please check if the pr fulfills these requirements
        is there an existing issue for this | contribution guidelines | breaking changes | breaking change | impact
        prüfliste | checkliste | liste de contrôle | lista de verificación | lista de verificação | lista di controllo
        controlelijst | контрольный список | чеклист | чек-лист | lista kontrolna | チェックリスト | 检查清单 | 檢查清單 | 检查列表 | 체크리스트
        """
    );

    // Statements about the author.
    private static readonly string[] Personal =
    [
        "i have ",
        "i've ",
        "i’ve ",
        "i am ",
        "i'm ",
        "i agree ",
        "i confirm ",
        "i understand ",
        "i will ",
        "i did ",
        "i read ",
        "i searched ",
        "my code ",
        "my change ",
        "my changes ",
        "new and existing unit tests pass",
        "this pr ",
        "this pull request ",
    ];

    // The kind of change, which is shown if checked.
    private static readonly string[] Kinds = ["bug fix", "bugfix", "new feature", "breaking change"];

    // Sentences of GitHub's default templates and of widely copied ones.
    private static readonly FrozenSet<string> Sentences = Parse(
        """
        steps to reproduce the behavior | steps to reproduce the behaviour | add any other context about the problem here
        if applicable add screenshots to help explain your problem | add any other context or screenshots about the feature request here
        please delete options that are not relevant | please include a summary of the changes and the related issue
        please include a summary of the change and which issue is fixed | list any dependencies that are required for this change
        please also include relevant motivation and context | please describe the tests that you ran to verify your changes
        provide instructions so we can reproduce | please also list any relevant details for your test configuration
        please add a description here | describe your changes here | a brief description of the changes
        """
    );

    private static readonly string[] SentenceStarts =
    [
        "a clear and concise description of ",
        "a concise description of what you",
        "a concise description of what the ",
        "if applicable add screenshots ",
        "add any other context ",
        "please include a summary of the change",
    ];

    public static bool IsHeading(string text) => Headings.Contains(Normalize(text));

    public static bool IsLabel(string text) => IsHeading(text) || Labels.Contains(Normalize(text));

    // Checkboxes below such a heading or sentence belong to the template.
    public static bool IsChecklist(string text) => Checklists.Contains(Normalize(text));

    public static bool IsDeclaration(string text) => IsPersonal(text) || StartsWith(text, Kinds);

    public static bool IsPersonal(string text) => StartsWith(text, Personal);

    public static bool IsSentence(string line) =>
        line.Length < 300
        && Normalize(line) is var words
        && (Sentences.Contains(words) || StartsWith(words, SentenceStarts));

    // An unfilled item, such as "Go to '...'" or "OS: [e.g. iOS]".
    public static bool IsPlaceholder(string item) =>
        item.Contains("'..", StringComparison.Ordinal)
        || item.Contains("‘..", StringComparison.Ordinal)
        || item.Contains("'…'", StringComparison.Ordinal)
        || (item.EndsWith(']') && item.Contains("[e.g", StringComparison.OrdinalIgnoreCase));

    // Also the fixed items beside such items.
    public static bool IsUnfilled(string item) => IsPlaceholder(item) || Normalize(item) == "see error";

    // The text of an empty field of an issue form:
    // https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-issue-forms
    public static bool IsNoResponse(Block.Paragraph paragraph) =>
        paragraph is { IsEmphasis: true, Lines: ["No response"] };

    private static bool StartsWith(string text, string[] starts) =>
        Array.Exists(starts, start => text.StartsWith(start, StringComparison.OrdinalIgnoreCase));

    private static FrozenSet<string> Parse(string text) =>
        text.Split(['|', '\n', '\r'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .ToFrozenSet(StringComparer.Ordinal);

    // Removes emoji, numbers and punctuation around words: "📝 1. Description:" becomes "description".
    private static string Normalize(string text) =>
        string.Join(
            ' ',
            text.ToLowerInvariant()
                .Split([' ', '?', ':', '.', ',', '!', '(', ')', '\u00a0'], StringSplitOptions.RemoveEmptyEntries)
                .Where(word => word == "/" || word.Any(char.IsLetter))
        );
}
