using Unfurl.Recipes.Picks;
using Unfurl.Recipes.Requests;
using YamlDotNet.RepresentationModel;

namespace Unfurl.Recipes.Reading;

/// <summary>Reads how users' keys are sent and checked.</summary>
internal sealed class KeyReader(RecipeProblems problems, RequestReader requests)
{
    public RecipeKey? Read(Section section)
    {
        var name = section.RequiredText("name", "API access key");
        var page = section.Text("page");
        if (page is not null && !page.StartsWith('/'))
            problems.Add(section.Find("page")!, "'page' is a path below the base address, where people make keys.");
        var hint = section.Text("hint");
        var header = HeaderOf(section);
        (RecipeRequest Request, Pick Id, Pick? Login)? check = section.Required(
            "check",
            "{ get: /users/current.json, id: user.id, login: user.login }"
        )
            is { } node
            ? CheckOf(node)
            : null;
        section.End();
        return name is null || header is null || check is not { } made
            ? null
            : new RecipeKey(name, page, hint, header, made.Request, made.Id, made.Login);
    }

    private KeyHeader? HeaderOf(Section section)
    {
        const string placeholder = "{{ key }}";
        var name = section.Text("header") ?? "Authorization";
        var isBasic = section.Has("basic");
        var source = isBasic ? "basic" : "value";
        var value = section.Text(source) ?? (section.Has("header") ? placeholder : $"Bearer {placeholder}");
        if (isBasic && (section.Has("value") || section.Has("header")))
            problems.Add(section.Node, "'basic' stands alone: it is the header Authorization.");
        var parts = value.Split(placeholder);
        if (parts.Length != 2 || !value.All(c => c is >= ' ' and < '\x7f'))
        {
            problems.Add(
                section.Find(source) ?? section.Node,
                $"'{source}' is the text that is sent, with {placeholder} once in it."
            );
            return null;
        }
        if (name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            return new KeyHeader(name, parts[0], parts[1], isBasic);
        problems.Add(section.Find("header")!, "A header's name is made of letters, digits and '-'.");
        return null;
    }

    private (RecipeRequest, Pick, Pick?)? CheckOf(YamlNode node)
    {
        YamlNode? id = null;
        YamlNode? login = null;
        var kinds = new Dictionary<string, ReadAs>();
        var request = requests.Read(
            node,
            "check",
            [],
            kinds,
            section =>
            {
                id = section.Required("id", "user.id");
                login = section.Find("login");
            }
        );
        var picks = new PickReader(problems, kinds, []);
        var idPick = id is null ? null : picks.Read(id);
        var loginPick = login is null ? null : picks.Read(login);
        return request is null || idPick is null ? null : (request, idPick, loginPick);
    }
}
