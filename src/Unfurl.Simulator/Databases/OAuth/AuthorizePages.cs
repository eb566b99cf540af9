using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Unfurl.Simulator.Authorization;

namespace Unfurl.Simulator.Databases.OAuth;

/// <summary>What people see when they authorize a public connection: plain forms, without scripts.</summary>
internal static class AuthorizePages
{
    // Says who it is; a parameter of the simulator's own.
    public const string Person = "person";

    public static BrowserPage Problem(string text) =>
        BrowserPage.Text(StatusCodes.Status400BadRequest, "Not authorized", text);

    // The request goes on with the person.
    public static BrowserPage People(
        AuthorizationRequest request,
        IQueryCollection query,
        IEnumerable<SimulatedPerson> people
    )
    {
        var given = query
            .Where(it => it.Key != Person)
            .SelectMany(it => it.Value, (it, value) => KeyValuePair.Create(it.Key, value ?? ""))
            .ToList();
        var items = new StringBuilder();
        foreach (var person in people)
        {
            var link = new QueryBuilder(given) { { Person, person.Id } }.ToString();
            items.Append(
                $"""<li><a href="{Encode(link)}">{Encode(person.Name)}</a>, {Encode(person.Workspace.Name)}</li>"""
            );
        }
        return new(
            StatusCodes.Status200OK,
            $"Who authorizes {request.Connection.Name}?",
            items.Length == 0 ? "<p>There are no people.</p>" : $"<ul>{items}</ul>"
        );
    }

    // The form is sent to the address of the page, which holds the request.
    public static BrowserPage Consent(
        AuthorizationRequest request,
        SimulatedPerson person,
        IReadOnlyList<SimulatedDatabase> databases
    )
    {
        var boxes = new StringBuilder();
        foreach (var database in databases)
        {
            boxes.Append(
                $"""
                <p><label><input type="checkbox" name="database" value="{Encode(database.Id)}"> {Encode(
                    database.Title
                )}</label></p>
                """
            );
        }
        return new(
            StatusCodes.Status200OK,
            $"{request.Connection.Name} asks for access to {person.Workspace.Name}",
            $"""
            <p>You are {Encode(person.Name)}. Afterwards you are sent to {Encode(request.RedirectUri)}.</p>
            <form method="post">
            <fieldset><legend>What may it see?</legend>{boxes}</fieldset>
            <p><button name="decision" value="allow">Allow</button>
            <button name="decision" value="cancel">Cancel</button></p>
            </form>
            """
        );
    }

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
