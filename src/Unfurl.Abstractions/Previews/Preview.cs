namespace Unfurl.Adapters;

/// <summary>
/// The content of a card, independent of the product that shows it. An adapter sets the values it has; Unfurl renders
/// them. All texts are plain text (no HTML, no Markdown) of any length; rendering shortens what does not fit.
/// </summary>
public sealed record Preview
{
    /// <summary>The heading: the resource's own title at the provider.</summary>
    public required string Title { get; init; }

    /// <summary>The short name of the resource, e.g. <c>acme/app#12</c>; null for none.</summary>
    public string? Identifier { get; init; }

    /// <summary>An image beside the identifier, e.g. a project's logo; null for none.</summary>
    public PreviewImage? IdentifierImage { get; init; }

    /// <summary>A small image for the kind or the state of the resource; null for none.</summary>
    public PreviewImage? Icon { get; init; }

    /// <summary>A colour that replaces a missing <see cref="Icon"/>; null for none.</summary>
    public Color? IconColor { get; init; }

    /// <summary>The user who created the resource; null if unknown.</summary>
    public Person? Author { get; init; }

    /// <summary>The state of the resource, e.g. <c>Merged</c> in purple; null for none.</summary>
    public Choice? Status { get; init; }

    /// <summary>The text of the resource; null for none.</summary>
    public string? Body { get; init; }

    /// <summary>The background colour of the whole card; null for the product's default.</summary>
    public Color? Background { get; init; }

    /// <summary>An image, video, audio file, page or PDF for the card's large area; null for none.</summary>
    public Media? Media { get; init; }

    /// <summary>What many tools say of a thing, with its type.</summary>
    public Facts Facts { get; init; } = new();

    /// <summary>Further values, in the order in which the card shows them.</summary>
    public IReadOnlyList<Field> Fields { get; init; } = [];
}
