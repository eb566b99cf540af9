using Unfurl.Recipes.Reading;

namespace Unfurl.Tests.Recipes;

/// <summary>A recipe without mistakes, for tests that put some in.</summary>
internal static class Desk
{
    public const string Recipe = """
        name: Desk
        public: true
        settings:
          Markup:
            about: how people write
            one-of: [markdown, textile]
            default: markdown
        key:
          name: API key
          header: X-Key
          check:
            get: /me
            id: id
        kinds:
          Issue:
            link: /issues/{number:int}
            sample: /issues/12
            resources: "issue:{{ number }}"
            requests:
              issue:
                get: /api/issues/{{ number }}
                values:
                  author: author_id
              author:
                get: /api/users/{{ author }}
                optional: true
            card:
              title: subject
              status:
                value: state
                states: { open: green }
                otherwise: gray
              author: { json: name, from: author }
              created: created_at

        """;

    public static IReadOnlyList<string> Problems(string text) =>
        [.. RecipeReader.Read("desk.yaml", text).Problems.Select(problem => problem.ToString())];

    public static IReadOnlyList<string> Places(string text) =>
        [.. RecipeReader.Read("desk.yaml", text).Problems.Select(problem => $"{problem.Line}:{problem.Column}")];
}
