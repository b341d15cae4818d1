namespace PodMirror.Spans;

/// <summary>
/// Redacts server-sent events (HTML standard, section 9.2): the data of an event is put together from its lines, redacted by what it is,
/// and written as lines again; the other fields are text. A secret that is sent in pieces over several events is not found.
/// </summary>
/// <param name="values">Decides about each value.</param>
/// <param name="texts">Takes the other fields apart.</param>
internal sealed class EventStreamRedactor(ValueRedactor values, TextRedactor texts)
{
    private readonly ByteBuffer _data = new(2 * BodyDecoder.MaxLayerBytes);
    private readonly ByteBuffer _changed = new(10 * BodyDecoder.MaxLayerBytes);

    /// <summary>Writes data by what it is.</summary>
    /// <returns>False when there is nothing to hide.</returns>
    internal delegate bool DataWriter(ReadOnlySpan<byte> data, ByteBuffer output);

    /// <summary>Writes a stream with its secrets replaced.</summary>
    internal void Write(ReadOnlySpan<byte> stream, DataWriter writeData, ByteBuffer output)
    {
        while (!stream.IsEmpty)
        {
            int end = EndOfEvent(stream);
            WriteEvent(stream[..end], writeData, output);
            stream = stream[end..];
        }
    }

    private void WriteEvent(ReadOnlySpan<byte> lines, DataWriter writeData, ByteBuffer output)
    {
        _data.Clear();
        bool hasData = false;
        for (ReadOnlySpan<byte> rest = lines; !rest.IsEmpty;)
        {
            ReadOnlySpan<byte> line = Line(ref rest, out _);
            if (IsData(line))
            {
                _data.Append(hasData ? "\n"u8 : default);
                _data.Append(ValueOf(line));
                hasData = true;
            }
        }

        _changed.Clear();
        bool isChanged = hasData && writeData(_data.Written, _changed);
        WriteLines(lines, isChanged, output);
    }

    // Changed data stands where the first of its lines stood.
    private void WriteLines(ReadOnlySpan<byte> lines, bool isChanged, ByteBuffer output)
    {
        while (!lines.IsEmpty)
        {
            ReadOnlySpan<byte> line = Line(ref lines, out ReadOnlySpan<byte> ending);
            bool isData = IsData(line);
            if (isData && isChanged)
            {
                WriteChanged(line[..^ValueOf(line).Length], ending, output);
            }
            else if (!isData && texts.TryWrite(line, default, NamePlaces.Body, output))
            {
                values.Report(PlaceKind.Body, default);
                output.Append(ending);
            }
            else
            {
                output.Append(isData && isChanged ? default : line);
                output.Append(ending);
            }
        }
    }

    private void WriteChanged(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> ending, ByteBuffer output)
    {
        ReadOnlySpan<byte> data = _changed.Written;
        while (!data.IsEmpty)
        {
            int end = data.IndexOf((byte)'\n');
            output.Append(prefix);
            output.Append(end < 0 ? data : data[..end]);
            output.Append(ending);
            data = end < 0 ? default : data[(end + 1)..];
        }

        // The event's other lines of data are in it.
        _changed.Clear();
    }

    private static bool IsData(ReadOnlySpan<byte> line) => line.StartsWith("data:"u8);

    private static ReadOnlySpan<byte> ValueOf(ReadOnlySpan<byte> line) => line[(line.Length > 5 && line[5] == ' ' ? 6 : 5)..];

    private static ReadOnlySpan<byte> Line(ref ReadOnlySpan<byte> text, out ReadOnlySpan<byte> ending)
    {
        int end = text.IndexOfAny((byte)'\r', (byte)'\n');
        end = end < 0 ? text.Length : end;
        int next = end + (text[end..].StartsWith("\r\n"u8) ? 2 : end < text.Length ? 1 : 0);
        ReadOnlySpan<byte> line = text[..end];
        ending = text[end..next];
        text = text[next..];
        return line;
    }

    // An empty line ends an event.
    private static int EndOfEvent(ReadOnlySpan<byte> stream)
    {
        ReadOnlySpan<byte> rest = stream;
        while (!rest.IsEmpty && !Line(ref rest, out _).IsEmpty)
        {
        }

        return stream.Length - rest.Length;
    }
}
