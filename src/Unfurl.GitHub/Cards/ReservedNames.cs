namespace Unfurl.GitHub.Cards;

/// <summary>First segments of GitHub's own pages. It gives them to no owner.</summary>
internal static class ReservedNames
{
    // Pages of the application, which a company's server has too.
    public static readonly IReadOnlyCollection<string> OnEveryServer = Words(
        """
        account admin advisories api apps auth codespaces dashboard discussions enterprise enterprises events explore gist
        gists hovercards issues join login logout mentions new notifications oauth organizations orgs password_reset pulls
        raw search sessions settings setup signin signup stafftools stars status storage suspended topics trending
        user-attachments users watching
        """
    );

    // Also the pages of github.com about itself. A company may give such a name to an organization on its own server. GitHub
    // publishes no list; these are of npm's github-reserved-names 2.2.0 (https://github.com/Mottie/github-reserved-names),
    // without numbers and names that look like anybody's, and five that it lacks.
    public static readonly IReadOnlyCollection<string> OnGitHubDotCom =
    [
        .. OnEveryServer,
        .. Words(
            """
            about anonymous attributes billing blob blog bounty branches business businesses cache careers case-studies
            categories certification changelog chat cloud codereview collection collections comments commit commits
            companies compare contact contributing cookbook copilot coupons customer customer-stories customers dashboards
            design develop developer diff discover downloads downtime editor editors edu education featured features feed
            files fixtures forked garage git-guides github-copilot graphs groups guide guides help help-wanted home hooks
            hosting identity images individual info integration interfaces introduction invalid-email-address investors
            jobs journal journals lab labs languages launch layouts learn legal library linux listings lists logos
            maintenance malware marketplace mcp mention mentioned mentioning migrating milestones mirrors mobile models
            navigation network news newsletter newsroom nonprofit nonprofits notices offer open-source organisations pages
            partners payments personal plans plugins popular popularity posts premium-support press preview pricing
            professional projects readme recommendations redeem releases render reply repos repositories resources restore
            revert save-net-neutrality saved scraping security services shareholders showcases site site-policy sitemap
            social-impact socials solutions spam sponsors ssh staff star starred static statuses store stories styleguide
            subscriptions suggest suggestion suggestions support teach teacher teachers teaching team teams terms timeline
            topic tos tour training translations tree trust-center updates visualization why-github wiki wikis windows works-with
            """
        ),
    ];

    private static string[] Words(string text) => text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
}
