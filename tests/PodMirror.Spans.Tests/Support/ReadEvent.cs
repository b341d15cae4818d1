namespace PodMirror.Spans.Tests;

/// <summary>An event of a span, read back.</summary>
internal sealed class ReadEvent
{
    public string Name { get; private set; } = "";

    public ulong Time { get; private set; }

    public Dictionary<string, object> Attributes { get; } = [];

    public object? this[string name] => Attributes.GetValueOrDefault(name);

    public static ReadEvent Of(byte[] message)
    {
        var read = new ReadEvent();
        foreach ((int field, byte[] value) in ReadSpan.Fields(message))
        {
            switch (field)
            {
                case 1: read.Time = (ulong)ReadSpan.Number(value); break;
                case 2: read.Name = ReadSpan.Utf8(value); break;
                case 3: ReadSpan.AddAttribute(read.Attributes, value); break;
                default: Assert.Fail($"field {field}"); break;
            }
        }

        return read;
    }
}
