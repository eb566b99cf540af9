using System.Collections.Frozen;

namespace Unfurl.Notion.Databases;

/// <summary>What people call the columns for the fields of a card.</summary>
internal static class ColumnNames
{
    private static readonly FrozenDictionary<string, string> Fields = new Dictionary<string, string[]>
    {
        ["identifier"] = ["id", "key", "identifier", "reference", "ref", "shortname"],
        ["status"] = ["status", "state", "stage"],
        ["author"] = ["author", "reporter", "openedby", "createdby", "by"],
        ["assignees"] = ["assignee", "assignees", "assigned", "assignedto", "owner", "owners", "responsible"],
        ["labels"] = ["label", "labels", "tag", "tags"],
        ["milestone"] = ["milestone", "sprint", "version", "fixversion", "release", "iteration"],
        ["kind"] = ["kind", "type", "issuetype", "category"],
        ["priority"] = ["priority", "urgency", "severity"],
        ["progress"] = ["progress", "percent", "percentdone", "completion"],
        ["due"] = ["due", "duedate", "dueon", "deadline"],
        ["start"] = ["start", "startdate", "startson", "begins"],
        ["comments"] = ["comments", "commentcount", "numberofcomments"],
        ["created_at"] = ["created", "createdat", "createdon", "createddate", "opened", "openedat", "openedon"],
        ["updated_at"] = ["updated", "updatedat", "updatedon", "lastupdated", "modified", "lastmodified"],
        ["closed_at"] = ["closed", "closedat", "closedon", "finished", "completedat", "completedon", "resolvedat"],
        ["merged_at"] = ["merged", "mergedat", "mergedon"],
        ["body"] = ["description", "body", "summary", "text", "details"],
        ["media"] = ["media", "image", "picture", "thumbnail"],
        ["preview_status"] = ["previewstatus", "previewerror", "previewmessage"],
        ["draft"] = ["draft", "isdraft"],
        ["number"] = ["number", "no"],
        ["repository"] = ["repository", "repo"],
        ["base_branch"] = ["basebranch", "base", "targetbranch"],
        ["head_branch"] = ["headbranch", "head", "sourcebranch"],
        ["branch"] = ["branch", "branches"],
        ["changes"] = ["changes", "diff", "size"],
        ["review"] = ["review", "reviews", "reviewstatus", "reviewstate", "reviewactivity", "reviewdecision"],
        ["checks"] = ["checks", "check", "ci", "cistatus", "cistate", "build", "buildstatus", "pipeline"],
    }
        .SelectMany(pair => pair.Value, (pair, name) => KeyValuePair.Create(name, pair.Key))
        .ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly string[] Prefixes = ["pullrequest", "pr", "github", "gitlab", "issue", "ticket", "task"];

    /// <summary>The field that a column is probably for; null if its name says nothing.</summary>
    public static string? FieldOf(Column column)
    {
        if (column.Type == ColumnTypes.Title)
            return "title";
        var name = Normal(column.Name);
        if (Fields.TryGetValue(name, out var field))
            return field;
        // "PR State", "GitHub Labels".
        foreach (var prefix in Prefixes)
        {
            if (
                name.StartsWith(prefix, StringComparison.Ordinal)
                && Fields.TryGetValue(name[prefix.Length..], out field)
            )
                return field;
        }
        return null;
    }

    /// <summary>Letters and digits in lower case: "PR-Link" and "pr link" are the same.</summary>
    public static string Normal(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
