namespace PodMirror.Spans;

/// <summary>
/// Tells the form that a content has from the one that its type claims: clients send JSON as a form or as text, and servers pages of HTML
/// as JSON. Only the first byte that is no space counts.
/// </summary>
internal static class ContentSniffer
{
    // A delimiter and the first fields of a part.
    private const int MaxHeadBytes = 512;

    /// <summary>The form to redact by.</summary>
    /// <param name="claimed">The form that the content's type names.</param>
    /// <param name="content">The content.</param>
    internal static ContentForm Of(ContentForm claimed, ReadOnlySpan<byte> content)
    {
        int at = content.StartsWith("\uFEFF"u8) ? 3 : 0;
        int next = content[at..].IndexOfAnyExcept(" \t\r\n"u8);
        byte first = next < 0 ? (byte)0 : content[at + next];
        bool isBraced = first is (byte)'{' or (byte)'[';
        return claimed switch
        {
            ContentForm.Json => first == '<' ? ContentForm.Xml : claimed,
            ContentForm.Grpc or ContentForm.GrpcWebText => isBraced ? ContentForm.Grpc : ContentForm.Other,
            ContentForm.Form or ContentForm.Text or ContentForm.Other when IsMultipart(content[at..]) => ContentForm.Multipart,
            ContentForm.Form => isBraced ? ContentForm.Json : first == '<' ? ContentForm.Xml : claimed,
            ContentForm.GraphQL => content[at..].TrimStart(" \t\r\n"u8).StartsWith("{\""u8) ? ContentForm.Json : claimed,
            ContentForm.Xml => isBraced ? ContentForm.Json : claimed,
            ContentForm.Multipart or ContentForm.EventStream => claimed,
            _ => isBraced ? ContentForm.Json : first == '<' ? ContentForm.Xml : claimed,
        };
    }

    // A form with files that came without its type: a delimiter, and soon the field that names the part (RFC 7578 section 4.2).
    private static bool IsMultipart(ReadOnlySpan<byte> content) =>
        content.StartsWith("--"u8) && content[..Math.Min(content.Length, MaxHeadBytes)].IndexOf("isposition: form-data"u8) > 0;
}
