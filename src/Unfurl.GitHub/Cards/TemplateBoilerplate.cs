using System.Collections.Frozen;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Unfurl.GitHub.Cards;

/// <summary>
/// Recognizes the unchanged parts of issue and pull request templates. Only phrases of known templates count: any other
/// text may be the author's.
/// https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests
/// </summary>
internal static class TemplateBoilerplate
{
    // Headings that only announce a description.
    private static readonly FrozenSet<string> BoilerplateHeadings = ParsePhrases(
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

    // Parts of a report that GitHub's own templates name in bold.
    private static readonly FrozenSet<string> BoilerplateLabels = ParsePhrases(
        """
        to reproduce | steps to reproduce | reproduction | expected behavior | expected behaviour | actual behavior
        actual behaviour | current behavior | screenshots | desktop please complete the following information
        smartphone please complete the following information | additional context | additional information | environment
        describe the solution you'd like | describe alternatives you've considered | logs | notes | related issues
        """
    );

    private static readonly FrozenSet<string> Checklists = ParsePhrases(
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
        """
    );

    // Check box texts about the author or the kind of change.
    private static readonly string[] Declarations =
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
        "bug fix",
        "bugfix",
        "new feature",
        "breaking change",
        "new and existing unit tests pass",
        "this pr ",
        "this pull request ",
    ];

    public static bool IsBoilerplateHeading(string text) => BoilerplateHeadings.Contains(Normalize(text));

    public static bool IsBoilerplateLabel(string text) =>
        IsBoilerplateHeading(text) || BoilerplateLabels.Contains(Normalize(text));

    // The text is the heading or sentence above the check boxes.
    public static bool IsChecklist(string text) => Checklists.Contains(Normalize(text));

    public static bool IsDeclaration(ListItemBlock item) =>
        item.FirstOrDefault() is ParagraphBlock paragraph
        && PlainInlines.Of(paragraph.Inline) is var text
        && Array.Exists(Declarations, start => text.StartsWith(start, StringComparison.OrdinalIgnoreCase));

    // GitHub's text for an empty field of an issue form:
    // https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-issue-forms
    public static bool IsNoResponse(ParagraphBlock paragraph) =>
        paragraph.Inline is { FirstChild: EmphasisInline { NextSibling: null } }
        && PlainInlines.Of(paragraph.Inline) is "No response";

    private static FrozenSet<string> ParsePhrases(string text) =>
        text.Split(['|', '\n', '\r'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .ToFrozenSet(StringComparer.Ordinal);

    // Ignores emoji, numbers and punctuation around the words: "📝 1. Description:" is a description.
    private static string Normalize(string text) =>
        string.Join(
            ' ',
            text.ToLowerInvariant()
                .Split([' ', '?', ':', '.', ',', '!', '(', ')', '\u00a0'], StringSplitOptions.RemoveEmptyEntries)
                .Where(word => word == "/" || word.Any(char.IsLetter))
        );
}
