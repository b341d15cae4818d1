namespace PodMirror.Sidecar.Replay;

/// <summary>Lines below an exchange in the text form, each behind the margin of its direction.</summary>
/// <param name="output">Where the lines go.</param>
/// <param name="style">The colours.</param>
internal sealed class TextLines(OutputBuffer output, TextStyle style)
{
    /// <summary>The margin of what the client sent.</summary>
    public static ReadOnlySpan<byte> Request => "    > "u8;

    /// <summary>The margin of what the server sent.</summary>
    public static ReadOnlySpan<byte> Response => "    < "u8;

    /// <summary>Begins a line.</summary>
    public void Begin(ReadOnlySpan<byte> margin)
    {
        output.Write(style.Faint);
        output.Write(margin);
        output.Write(style.Plain);
    }

    /// <summary>Begins a line of ours, which the wire did not have: in brackets.</summary>
    public void BeginNote(ReadOnlySpan<byte> margin)
    {
        Begin(margin);
        output.Write(style.Faint);
        output.Write((byte)'(');
    }

    /// <summary>Ends a line of ours behind its bracket.</summary>
    public void EndNote()
    {
        output.Write(style.Plain);
        output.Write((byte)'\n');
    }

    /// <summary>Writes a text, a line for each of its own.</summary>
    public void WriteText(ReadOnlySpan<byte> margin, ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            int end = text.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            Begin(margin);
            VisibleText.Write(output, line.TrimEnd((byte)'\r'));
            output.Write((byte)'\n');
        }
    }
}
