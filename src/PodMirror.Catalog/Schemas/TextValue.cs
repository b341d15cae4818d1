namespace PodMirror.Catalog.Schemas;

/// <summary>A string that was seen, and how often.</summary>
internal sealed class TextValue(byte[] text, int count)
{
    /// <summary>The string, as UTF-8.</summary>
    public byte[] Text { get; } = text;

    /// <summary>How often.</summary>
    public int Count { get; set; } = count;
}
