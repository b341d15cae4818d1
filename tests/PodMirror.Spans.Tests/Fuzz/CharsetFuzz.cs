using System.Text;
using System.Text.Unicode;

namespace PodMirror.Spans.Tests.Fuzz;

/// <summary>Any bytes under any label are left as they are, or become UTF-8 within the bound, and once more changes nothing.</summary>
public static class CharsetFuzz
{
    private const int MaxBytes = 4096;

    private static readonly CharsetText Charsets = new(MaxBytes);

    /// <summary>Takes the first line as the Content-Type, and the rest as the body.</summary>
    public static void Run(ReadOnlySpan<byte> input)
    {
        int end = input.IndexOf((byte)'\n');
        ReadOnlySpan<byte> type = end < 0 ? default : input[..end];
        ReadOnlySpan<byte> body = input[(end + 1)..];
        body = body[..Math.Min(body.Length, MaxBytes)];
        DecodedBody shown = Charsets.ToUtf8(new DecodedBody(body, isTruncated: body.Length % 2 == 0, isUndecodable: false), ContentForm.Text, type);
        if (shown.Bytes == body)
        {
            return;
        }

        Assert.InRange(shown.Bytes.Length, 0, MaxBytes);
        Assert.True(Utf8.IsValid(shown.Bytes));
        byte[] once = shown.Bytes.ToArray();
        Assert.Equal(once, Charsets.ToUtf8(shown, ContentForm.Text, type).Bytes.ToArray());
    }

    /// <summary>A text in each charset, with a mark and without, under its own label and others.</summary>
    public static IEnumerable<byte[]> Seeds()
    {
        Encoding[] encodings =
        [
            Encoding.Latin1, Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32,
            new UTF32Encoding(bigEndian: true, byteOrderMark: true),
        ];
        string[] labels = ["ISO-8859-1", "\"utf-16\"", "utf-16be", "utf-8", "x"];
        return from encoding in encodings
               from label in labels
               from text in (string[])["{\"n\u00e9\":\"\u4e00\ud83d\ude00\"}", "\ufeff\u0151a\u0080"]
               select (byte[])[.. Encoding.ASCII.GetBytes($"text/plain; charset={label}\n"), .. encoding.GetBytes(text)];
    }
}
