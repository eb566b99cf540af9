using Unfurl.Recipes.Answers;
using Unfurl.Recipes.Picks;
using Unfurl.Recipes.Requests;
using Unfurl.Recipes.Templates;
using Unfurl.Recipes.Webhooks;
using YamlDotNet.RepresentationModel;

namespace Unfurl.Recipes.Reading;

/// <summary>Reads what a tool's deliveries mean.</summary>
internal sealed class WebhookReader(RecipeProblems problems, RequestReader requests)
{
    private readonly JsonOutline _outline = new();

    public RecipeWebhook? Read(Section section)
    {
        var proof = ProofOf(section);
        var picks = PicksWith([]);
        var name = picks.Read(section, "event");
        var delivery = picks.Read(section, "delivery");
        var changes = section.Required("changes", "[{ values: { id: issue.id }, resources: \"issue:{{ id }}\" }]")
            is null
            ? []
            : section.List("changes").Select(ChangeOf).OfType<WebhookChange>().ToList();
        section.End();
        return proof is null
            ? null
            : new RecipeWebhook
            {
                Proof = proof,
                Event = name,
                Delivery = delivery,
                Changes = changes,
                Outline = _outline,
            };
    }

    private DeliveryProof? ProofOf(Section section)
    {
        var (token, signature) = (section.Text("token"), section.Text("signature"));
        if (token is null == signature is null)
        {
            problems.Add(
                section.Node,
                "A webhook has 'token', the header that holds the secret, or 'signature', the header with the HMAC-SHA256 of the body."
            );
            return null;
        }
        var header = token ?? signature!;
        if (header.Length > 0 && header.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            return new DeliveryProof(header, IsToken: token is not null);
        problems.Add(
            section.Find(token is null ? "signature" : "token")!,
            "A header's name is made of letters, digits and '-'."
        );
        return null;
    }

    private WebhookChange? ChangeOf(YamlNode node)
    {
        var section = new Section(node, "a change", problems);
        var names = new List<string>();
        var picks = PicksWith(names);
        var when = section.Find("when") is { } at && section.Text("when") is { } text ? picks.Json(at, text) : null;
        var values = requests.ValuesOf(section, picks, names);
        var resources = section.Required("resources", "\"issue:{{ id }}\"") is null
            ? []
            : section
                .List("resources")
                .Select(item => section.TextOf(item, "resources") is { } one ? picks.Template(item, one) : null)
                .OfType<Template>()
                .ToList();
        var isPurge = section.Flag("purge");
        section.End();
        return new WebhookChange(when, values, resources, isPurge);
    }

    private PickReader PicksWith(IReadOnlyCollection<string> names) =>
        new(
            problems,
            new Dictionary<string, ReadAs> { [RecipeWebhook.Body] = new(RecipeRequest.Json, _outline) },
            names
        );
}
