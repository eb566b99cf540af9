namespace Unfurl.GitHub.Webhooks;

/// <summary>The resources that a delivery about a repository names.</summary>
internal static class PayloadResources
{
    public static Resource InRepository(this IPayload payload, string name) =>
        GitHubResources.InRepository(payload.Number("repository.id"), name);

    // A branch or tag.
    public static Resource Ref(this IPayload payload) =>
        payload.InRepository(GitHubResources.Ref(payload.RefName("ref")));
}
