using Microsoft.AspNetCore.Http;
using Unfurl.Simulator.Authorization;

namespace Unfurl.Simulator.Databases.OAuth;

/// <summary>
/// Where people authorize a public connection (guide "Authorization"): somebody says who they are, picks databases, and allows
/// it or not. There is no sign-in, because nobody here has a secret.
/// </summary>
internal sealed class AuthorizeEndpoint(SimulatedDatabases all)
{
    public IResult Show(HttpRequest request)
    {
        var (found, refusal) = Read(request);
        if (found is null)
            return refusal!;
        return PersonOf(request) is { } person
            ? AuthorizePages.Consent(found, person, DatabasesOf(person))
            : AuthorizePages.People(found, request.Query, PeopleWhoMay());
    }

    public async Task<IResult> DecideAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (found, refusal) = Read(request);
        if (found is null)
            return refusal!;
        if (!request.HasFormContentType)
            return AuthorizePages.Problem("The request holds no form.");
        var form = await request.ReadFormAsync(cancellationToken);
        if (form["decision"] is ["cancel"])
            return found.Return("error", "access_denied");
        if (form["decision"] is not ["allow"] || PersonOf(request) is not { } person)
            return AuthorizePages.Problem("The form holds no decision, or names nobody.");
        var offered = DatabasesOf(person);
        var picked = offered.Where(database => form["database"].Contains(database.Id)).ToList();
        if (picked.Count != form["database"].Count)
            return AuthorizePages.Problem("The form holds a database that was not offered.");

        var redirectUri = found.NamesRedirectUri ? found.RedirectUri : null;
        var code = all.Change(() => found.Connection.Codes.Add(new(person, picked, redirectUri)));
        return found.Return("code", code);
    }

    private (AuthorizationRequest? Request, IResult? Refusal) Read(HttpRequest request)
    {
        var response = request.HttpContext.Response;
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
        var (found, problem) = AuthorizationRequest.Read(request.Query, all);
        if (found is null)
            return (null, AuthorizePages.Problem(problem!));
        return found.Error is { } error ? (null, found.Return("error", error)) : (found, null);
    }

    private SimulatedPerson? PersonOf(HttpRequest request) =>
        PeopleWhoMay().FirstOrDefault(it => it.Id == request.Query[AuthorizePages.Person].ToString());

    // Guests have full access to nothing here.
    private IEnumerable<SimulatedPerson> PeopleWhoMay() =>
        all.Workspaces.SelectMany(workspace => workspace.People).Where(person => !person.IsGuest);

    // Only what the person has full access to is offered: everything of their workspace.
    private static IReadOnlyList<SimulatedDatabase> DatabasesOf(SimulatedPerson person) => person.Workspace.Databases;
}
