using System.Text;

namespace PodMirror.Spans;

/// <summary>Tells the form of a content by the value of its Content-Type.</summary>
internal static class ContentForms
{
    /// <summary>The form that a type names; parameters and case do not matter.</summary>
    internal static ContentForm Of(ReadOnlySpan<byte> contentType)
    {
        ReadOnlySpan<byte> type = Essence(contentType);
        int slash = type.IndexOf((byte)'/');
        if (slash < 0)
        {
            return ContentForm.Other;
        }

        ReadOnlySpan<byte> top = type[..slash];
        ReadOnlySpan<byte> sub = type[(slash + 1)..];
        if (Ascii.EqualsIgnoreCase(top, "multipart"u8))
        {
            return ContentForm.Multipart;
        }

        return Ascii.EqualsIgnoreCase(top, "application"u8) ? OfApplication(sub) : OfOther(top, sub);
    }

    /// <summary>The type without its parameters.</summary>
    internal static ReadOnlySpan<byte> Essence(ReadOnlySpan<byte> contentType)
    {
        int end = contentType.IndexOfAny((byte)';', (byte)',');
        return (end < 0 ? contentType : contentType[..end]).Trim(" \t\r\n"u8);
    }

    private static ContentForm OfApplication(ReadOnlySpan<byte> sub)
    {
        // Before the suffixes: application/grpc+json is frames around texts of JSON.
        if (IsOrHasSuffix(sub, "grpc-web-text"u8))
        {
            return ContentForm.GrpcWebText;
        }

        if (IsOrHasSuffix(sub, "grpc"u8) || IsOrHasSuffix(sub, "grpc-web"u8))
        {
            return ContentForm.Grpc;
        }

        if (Is(sub, "json"u8) || EndsWith(sub, "+json"u8) || Is(sub, "x-ndjson"u8) || Is(sub, "jsonl"u8) || Is(sub, "x-json"u8))
        {
            return ContentForm.Json;
        }

        if (Is(sub, "x-www-form-urlencoded"u8))
        {
            return ContentForm.Form;
        }

        if (Is(sub, "xml"u8) || EndsWith(sub, "+xml"u8))
        {
            return ContentForm.Xml;
        }

        return Is(sub, "graphql"u8) ? ContentForm.GraphQL
            : Is(sub, "javascript"u8) || Is(sub, "x-javascript"u8) || Is(sub, "yaml"u8) || Is(sub, "x-yaml"u8) ? ContentForm.Text
            : ContentForm.Other;
    }

    private static ContentForm OfOther(ReadOnlySpan<byte> top, ReadOnlySpan<byte> sub)
    {
        if (EndsWith(sub, "+json"u8) || (Is(top, "text"u8) && Is(sub, "json"u8)))
        {
            return ContentForm.Json;
        }

        if (EndsWith(sub, "+xml"u8))
        {
            return ContentForm.Xml;
        }

        if (!Is(top, "text"u8))
        {
            return ContentForm.Other;
        }

        return Is(sub, "xml"u8) || Is(sub, "html"u8) ? ContentForm.Xml
            : Is(sub, "event-stream"u8) ? ContentForm.EventStream
            : ContentForm.Text;
    }

    private static bool Is(ReadOnlySpan<byte> text, ReadOnlySpan<byte> expected) => Ascii.EqualsIgnoreCase(text, expected);

    private static bool EndsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> suffix) =>
        text.Length > suffix.Length && Ascii.EqualsIgnoreCase(text[^suffix.Length..], suffix);

    // application/grpc+proto, application/grpc-web-text+thrift
    private static bool IsOrHasSuffix(ReadOnlySpan<byte> text, ReadOnlySpan<byte> expected) =>
        text.Length >= expected.Length && Is(text[..expected.Length], expected) && (text.Length == expected.Length || text[expected.Length] == '+');
}
