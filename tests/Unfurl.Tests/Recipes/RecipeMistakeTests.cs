namespace Unfurl.Tests.Recipes;

public sealed class RecipeMistakeTests
{
    [Theory]
    [InlineData(
        "name: Desk",
        "nam: Desk",
        "desk.yaml:1:1: A recipe needs 'name', e.g. name: Redmine\ndesk.yaml:1:1: A recipe has no 'nam'; it has name, settings, public, key, webhook, kinds, about and cases."
    )]
    [InlineData(
        "name: Desk",
        "name: Desk\ncases: { ../up: /issues/1, key.valid: /issues/2 }",
        "desk.yaml:2:10: The name of a case is that of a file: letters, digits, '-', '_' and '.'.\ndesk.yaml:2:28: 'key.valid' is the recording of whose a key is, and needs no case."
    )]
    [InlineData(
        "name: Desk",
        "name: Desk\ncases: { lost: /tickets/1 }",
        "desk.yaml:2:10: No kind of link matches /tickets/1."
    )]
    [InlineData(
        "public: true",
        "cases: { nobodys: { link: /issues/1, as: nobody } }",
        "desk.yaml:2:10: The tool is asked as nobody only where the recipe says public: true, because it shows something to anybody."
    )]
    [InlineData(
        "public: true",
        "public: true\nwebhook: { changes: [] }",
        "desk.yaml:3:10: A webhook has 'token', the header that holds the secret, or 'signature', the header with the HMAC-SHA256 of the body."
    )]
    [InlineData(
        "public: true",
        "public: true\nwebhook: { token: X-Token, changes: { values: { id: 'a[' }, resources: 'issue:{{ nr }}' } }",
        "desk.yaml:3:53: This is no JMESPath: Error(1, 1): syntax, near ''. See https://jmespath.org.\ndesk.yaml:3:72: Nothing is called 'nr' here; there is id, settings."
    )]
    [InlineData(
        "title: subject",
        @"title: { json: subject, find: 'a(.*)\z' }",
        @"desk.yaml:28:37: Beside \A, \z or \Z an expression needs ^ or $, e.g. ^a(.*)\z: without one .NET 10 may match and not know its groups."
    )]
    [InlineData("    sample: /issues/12\n", "", "desk.yaml:16:5: A kind needs 'sample', e.g. sample: /issues/12")]
    [InlineData(
        "sample: /issues/12",
        "sample: /tickets/12",
        "desk.yaml:17:13: The sample /tickets/12 does not match the template /issues/{number:int}."
    )]
    [InlineData(
        "link: /issues/{number:int}",
        "link: issues/{number:int}",
        "desk.yaml:16:11: The template issues/{number:int} must start with a slash."
    )]
    [InlineData(
        "open: green",
        "open: grene",
        "desk.yaml:31:25: A color is gray, brown, orange, yellow, green, blue, purple, pink, red, or '#1a7f37'."
    )]
    [InlineData(
        "{ open: green }",
        "{ open: '#12' }",
        "desk.yaml:31:25: A color is gray, brown, orange, yellow, green, blue, purple, pink, red, or '#1a7f37'."
    )]
    [InlineData(
        "title: subject",
        "title: subject[",
        "desk.yaml:28:14: This is no JMESPath: Error(1, 7): syntax, near ''. See https://jmespath.org."
    )]
    [InlineData(
        "title: subject",
        "title: join(', ', names)",
        "desk.yaml:28:14: A JMESPath of a recipe has no function 'join'; it has abs, avg, ceil, floor, keys, length, lower, map, max, max_by, min, min_by, not_null, reverse, sort, sort_by, sum, to_array, to_number, to_string, trim, type, upper, values."
    )]
    [InlineData(
        "title: subject",
        "title: \"[a, b]\"",
        "desk.yaml:28:14: A JMESPath of a recipe makes no lists and objects of its own ([a, b], {a: b}): pick one value, or give several picks."
    )]
    [InlineData(
        "title: subject",
        "title: \"{a: b}\"",
        "desk.yaml:28:14: A JMESPath of a recipe makes no lists and objects of its own ([a, b], {a: b}): pick one value, or give several picks."
    )]
    [InlineData(
        "get: /me",
        "get: /me\n    as: html\n    outcomes: [{ when: { css: 'a[' }, is: missing }]",
        "desk.yaml:14:31: This is no CSS selector of at most 500 characters."
    )]
    [InlineData(
        "title: subject",
        "title: { css: .title }",
        "desk.yaml:28:21: The request 'issue' is read as json; for css it needs as: html."
    )]
    [InlineData(
        "title: subject",
        "title: { json: subject, find: \"(\" }",
        "desk.yaml:28:37: This is no regular expression: Invalid pattern '(' at offset 1. Not enough )'s."
    )]
    [InlineData(
        "title: subject",
        "title: { json: subject, find: \"(?=a)b\" }",
        "desk.yaml:28:37: This regular expression looks around or refers back, which may take for ever: say it otherwise."
    )]
    [InlineData(
        "title: subject",
        "title: \"{{ number\"",
        "desk.yaml:28:14: This is no template: End of tag '}}' was expected at (1:10) Source: {{ number"
    )]
    [InlineData(
        "title: subject",
        "title: \"{{ nummer }}\"",
        "desk.yaml:28:14: Nothing is called 'nummer' here; there is author, number, settings."
    )]
    [InlineData(
        "title: subject",
        "title: \"{{ number | repeat: 9 }}\"",
        "desk.yaml:28:14: A template has no filter 'repeat'; it has append, capitalize, default, divided_by, downcase, minus, path, plus, prepend, remove, replace_first, round, slice, strip, times, truncate, upcase."
    )]
    [InlineData(
        "title: subject",
        "title: \"{% for i in number %}a{% endfor %}\"",
        "desk.yaml:28:14: This is no template: Unknown tag 'for' at (1:7)"
    )]
    [InlineData(
        "title: subject",
        "title: { json: subject, kind: mardown }",
        "desk.yaml:28:37: 'kind' is plain, html, entities, markdown, textile or first-line, a template, or a pick."
    )]
    [InlineData(
        "title: subject",
        "title: { json: subject, text: number }",
        "desk.yaml:28:14: A pick has one of json, css, regex, header and text."
    )]
    [InlineData(
        "title: subject",
        "title: []",
        "desk.yaml:28:14: A pick is a text, a list of picks, or keys with values."
    )]
    [InlineData(
        "from: author }",
        "from: autor }",
        "desk.yaml:33:35: There is no request 'autor' here; there is issue and author."
    )]
    [InlineData(
        "        otherwise: gray\n",
        "",
        "desk.yaml:30:9: 'status' needs 'otherwise', a color for a state that nobody thought of: tools add states."
    )]
    [InlineData("get: /me", "get: me", "desk.yaml:12:10: 'get' is a path below the base address: /api/items/{{ id }}")]
    [InlineData("get: /me", "get: /../me", "desk.yaml:12:10: 'get' has no dot segments.")]
    [InlineData(
        "id: id",
        "ids: id",
        "desk.yaml:12:5: A request needs 'id', e.g. id: user.id\ndesk.yaml:13:5: A request has no 'ids'; it has id, login, as, get, headers, outcomes, optional, follow and values."
    )]
    [InlineData(
        "header: X-Key",
        "header: X Key",
        "desk.yaml:10:11: A header's name is made of letters, digits and '-'."
    )]
    [InlineData(
        "header: X-Key",
        "basic: x",
        "desk.yaml:10:10: 'basic' is the text that is sent, with {{ key }} once in it."
    )]
    [InlineData(
        "get: /api/issues/{{ number }}",
        "get: https://elsewhere.example/{{ number }}",
        "desk.yaml:21:14: 'get' is a path below the base address: /api/items/{{ id }}"
    )]
    [InlineData("        optional: true", "        optional: yes", "desk.yaml:26:19: 'optional' is true or false.")]
    [InlineData(
        "        optional: true",
        "        headers: { Host: elsewhere.example }",
        "desk.yaml:26:20: A recipe does not set the header 'Host'."
    )]
    [InlineData(
        "        optional: true",
        "        outcomes: [{ when: { status: 99 }, is: missing }]",
        "desk.yaml:26:38: 'status' is a number such as 404, a hundred such as 4xx, or a list of them."
    )]
    [InlineData(
        "        optional: true",
        "        outcomes: [{ when: { status: 404 }, is: gone }]",
        "desk.yaml:26:49: 'is' is ok, sign-in, hidden, missing, forbidden, too-many or failed."
    )]
    [InlineData(
        "        optional: true",
        "        outcomes: [{ when: { status: 404 }, is: forbidden }]",
        "desk.yaml:26:20: 'say' goes with is: forbidden, and only with it: a sentence that tells what to do."
    )]
    [InlineData(
        "        optional: true",
        "        outcomes: [{ when: {}, is: missing }]",
        "desk.yaml:26:28: 'when' has a condition: status, header, content-type, redirect, text, json, css or empty."
    )]
    [InlineData("        optional: true", "        as: xml", "desk.yaml:26:13: 'as' is json, html or text.")]
    [InlineData(
        "          author: author_id",
        "          number: author_id",
        "desk.yaml:23:11: Something is called 'number' already.\ndesk.yaml:25:14: Nothing is called 'author' here; there is number, settings."
    )]
    [InlineData("public: true", "public: maybe", "desk.yaml:2:9: 'public' is true or false.")]
    [InlineData("default: markdown", "default: html", "desk.yaml:7:14: 'default' is markdown or textile.")]
    [InlineData(
        "    resources: \"issue:{{ number }}\"\n",
        "    reserved: [/a]\n",
        "desk.yaml:18:16: 'reserved' has words or paths that the tool's own pages start with: admin, wiki/private, wiki/Special:*"
    )]
    [InlineData(
        "    resources: \"issue:{{ number }}\"\n",
        "    fresh: 5 minutes\n",
        "desk.yaml:18:12: 'fresh' is how long a card stays as it is: 00:05:00."
    )]
    [InlineData(
        "    resources: \"issue:{{ number }}\"\n",
        "    key: \"{{ author }}\"\n",
        "desk.yaml:18:10: Nothing is called 'author' here; there is number, settings."
    )]
    [InlineData(
        "created: created_at",
        "created: { json: created_at, format: german }",
        "desk.yaml:34:44: 'format' is iso, epoch-seconds, epoch-milliseconds or rfc2822, or a format of .NET such as yyyy-MM-dd HH:mm."
    )]
    [InlineData(
        "created: created_at",
        "created: { json: created_at, zone: Europe/Bärlin }",
        "desk.yaml:34:42: There is no time zone 'Europe/Bärlin'; one is Europe/Berlin."
    )]
    [InlineData(
        "created: created_at",
        "fields: { A b: x, A-b: y }",
        "desk.yaml:34:25: There is another field with the id 'a_b'."
    )]
    [InlineData(
        "created: created_at",
        "created: created_at\n      created: updated_at",
        "desk.yaml:35:7: This is no YAML: the key stands here twice."
    )]
    [InlineData("name: Desk", "name: &desk Desk", "desk.yaml:1:7: A recipe has no anchors and aliases: write it out.")]
    [InlineData("kinds:", "kinds: *all", "desk.yaml:14:8: A recipe has no anchors and aliases: write it out.")]
    public void A_mistake_is_told_with_its_place_and_its_remedy(string right, string wrong, string expected)
    {
        Desk.Recipe.ShouldContain(right);

        string.Join('\n', Desk.Problems(Desk.Recipe.Replace(right, wrong, StringComparison.Ordinal)))
            .ShouldBe(expected);
    }
}
