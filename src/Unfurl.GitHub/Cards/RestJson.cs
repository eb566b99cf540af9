using System.Text.Json.Serialization;

namespace Unfurl.GitHub.Cards;

[JsonSourceGenerationOptions(
    Converters = [typeof(MomentConverter)],
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(Comment.IssueComment))]
[JsonSerializable(typeof(ReviewComment.PullRequestReviewComment))]
[JsonSerializable(typeof(Review.PullRequestReview))]
[JsonSerializable(typeof(CommitComment.CommitCommentResponse))]
[JsonSerializable(typeof(IssueTransfer.RestIssue))]
internal sealed partial class RestJson : JsonSerializerContext;
