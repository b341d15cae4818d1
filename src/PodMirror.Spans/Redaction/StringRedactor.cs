using System.Buffers;

namespace PodMirror.Spans;

/// <summary>
/// Looks into one string, whatever it is a value of: it may be a URL, JSON, a document of GraphQL, or a text with keys and values in it.
/// One level deep: what looks into the strings of a nested document takes them for text.
/// </summary>
/// <param name="values">Decides about each value.</param>
/// <param name="texts">Takes texts apart.</param>
internal sealed class StringRedactor(ValueRedactor values, TextRedactor texts)
{
    private static readonly SearchValues<byte> Separators = SearchValues.Create("=:"u8);
    private static readonly SearchValues<byte> NotInUrls = SearchValues.Create(" \t\r\n\"<>\\{}"u8);

    /// <summary>Takes URLs apart; null where that would go a level deeper.</summary>
    internal UrlRedactor? Urls { get; init; }

    /// <summary>Takes nested JSON apart; null where that would go a level deeper.</summary>
    internal JsonRedactor? Json { get; init; }

    /// <summary>Takes documents of GraphQL apart.</summary>
    internal GraphQLRedactor? GraphQL { get; init; }

    /// <summary>Writes a string with its secrets replaced.</summary>
    /// <param name="text">The string, without escapes.</param>
    /// <param name="name">The key under which it stands; may be empty.</param>
    /// <param name="names">The lists of names that hold for keys within it.</param>
    /// <param name="output">Where to.</param>
    /// <returns>False when there is nothing to hide; then nothing was written.</returns>
    internal bool TryWrite(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name, NamePlaces names, ByteBuffer output)
    {
        if (text.IndexOfAny(Separators) < 0 || CommonValues.IsTime(text))
        {
            return values.TryHideMatches(name, text, output);
        }

        ReadOnlySpan<byte> start = text.TrimStart(" \t\r\n"u8);
        bool isBraced = start.Length > 1 && start[0] is (byte)'{' or (byte)'[';
        if (GraphQL is not null && GraphQLRedactor.IsDocument(name, start))
        {
            return GraphQL.TryWrite(text, reports: false, output);
        }

        if (isBraced && Json is not null)
        {
            return Json.TryWrite(text, names, reports: false, output);
        }

        return IsUrl(text) && Urls is not null ? TryWriteUrl(text, output) : texts.TryWrite(text, name, names, output);
    }

    private static bool IsUrl(ReadOnlySpan<byte> text) =>
        (text[0] == '/' || text[0] == '?' || text.IndexOf("://"u8) > 0) && text.IndexOfAny(NotInUrls) < 0;

    private bool TryWriteUrl(ReadOnlySpan<byte> url, ByteBuffer output)
    {
        int before = output.Length;
        var place = new Place(PlaceKind.None);
        Urls!.Write(url, place, place, output);
        if (output.Written[before..].SequenceEqual(url))
        {
            output.Truncate(before);
            return false;
        }

        return true;
    }
}
