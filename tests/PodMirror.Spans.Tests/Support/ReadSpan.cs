using System.Text;

namespace PodMirror.Spans.Tests;

/// <summary>A span read back by a second, simpler reader of protobuf, so that a mistake of the writer is not made twice.</summary>
internal sealed class ReadSpan
{
    public string TraceId { get; private set; } = "";

    public string SpanId { get; private set; } = "";

    public string ParentId { get; private set; } = "";

    public string TraceState { get; private set; } = "";

    public string Name { get; private set; } = "";

    public long Kind { get; private set; }

    public ulong Start { get; private set; }

    public ulong End { get; private set; }

    public long Status { get; private set; }

    public string StatusMessage { get; private set; } = "";

    public long Dropped { get; private set; }

    public uint Flags { get; private set; }

    public List<ReadEvent> Events { get; } = [];

    public long DroppedEvents { get; private set; }

    /// <summary>Attribute values: string, long, bool, byte[], or string[].</summary>
    public Dictionary<string, object> Attributes { get; } = [];

    public string Text(string name) => Assert.IsType<string>(Attributes[name]);

    public string[] Texts(string name) => Assert.IsType<string[]>(Attributes[name]);

    public object? this[string name] => Attributes.GetValueOrDefault(name);

    /// <summary>The spans of a request, with the attributes of its resource and its scope's name checked on the way.</summary>
    public static List<ReadSpan> OfRequest(byte[] request, out Dictionary<string, object> resource)
    {
        var spans = new List<ReadSpan>();
        resource = [];
        foreach ((int field, byte[] resourceSpans) in Fields(request))
        {
            Assert.Equal(1, field);
            foreach ((int inner, byte[] bytes) in Fields(resourceSpans))
            {
                if (inner == 1)
                {
                    foreach ((_, byte[] attribute) in Fields(bytes))
                    {
                        AddAttribute(resource, attribute);
                    }
                }
                else if (inner == 2)
                {
                    spans.AddRange(OfScope(bytes));
                }
            }
        }

        return spans;
    }

    public static ReadSpan Of(byte[] span)
    {
        var read = new ReadSpan();
        foreach ((int field, byte[] value) in Fields(span))
        {
            switch (field)
            {
                case 1: read.TraceId = Convert.ToHexStringLower(value); break;
                case 2: read.SpanId = Convert.ToHexStringLower(value); break;
                case 3: read.TraceState = Utf8(value); break;
                case 4: read.ParentId = Convert.ToHexStringLower(value); break;
                case 5: read.Name = Utf8(value); break;
                case 6: read.Kind = Number(value); break;
                case 7: read.Start = (ulong)Number(value); break;
                case 8: read.End = (ulong)Number(value); break;
                case 9: AddAttribute(read.Attributes, value); break;
                case 10: read.Dropped = Number(value); break;
                case 11: read.Events.Add(ReadEvent.Of(value)); break;
                case 12: read.DroppedEvents = Number(value); break;
                case 15: read.ReadStatus(value); break;
                case 16: read.Flags = (uint)Number(value); break;
                default: Assert.Fail($"field {field}"); break;
            }
        }

        return read;
    }

    private void ReadStatus(byte[] status)
    {
        Status = Number(Assert.Single(Fields(status), pair => pair.Field == 3).Value);
        StatusMessage = string.Concat(Fields(status).Where(pair => pair.Field == 2).Select(pair => Utf8(pair.Value)));
    }

    private static IEnumerable<ReadSpan> OfScope(byte[] scopeSpans)
    {
        foreach ((int field, byte[] value) in Fields(scopeSpans))
        {
            if (field == 1)
            {
                Assert.Equal("podmirror", Utf8(Fields(value).First(pair => pair.Field == 1).Value));
            }
            else if (field == 2)
            {
                yield return Of(value);
            }
        }
    }

    internal static void AddAttribute(Dictionary<string, object> attributes, byte[] keyValue)
    {
        List<(int Field, byte[] Value)> fields = [.. Fields(keyValue)];
        string key = Utf8(Assert.Single(fields, pair => pair.Field == 1).Value);
        byte[] value = Assert.Single(fields, pair => pair.Field == 2).Value;
        attributes.Add(key, AnyValue(value));
    }

    private static object AnyValue(byte[] value)
    {
        (int field, byte[] inner) = Assert.Single(Fields(value));
        return field switch
        {
            1 => Utf8(inner),
            2 => Number(inner) != 0,
            3 => Number(inner),
            5 when Fields(inner).All(pair => AnyValue(pair.Value) is long) => Fields(inner).Select(pair => (long)AnyValue(pair.Value)).ToArray(),
            5 => Fields(inner).Select(pair => (string)AnyValue(pair.Value)).ToArray(),
            7 => inner,
            _ => throw new InvalidDataException($"value {field}"),
        };
    }

    /// <summary>The fields of a message; numbers as eight bytes.</summary>
    internal static IEnumerable<(int Field, byte[] Value)> Fields(byte[] message)
    {
        int at = 0;
        while (at < message.Length)
        {
            ulong tag = Varint(message, ref at);
            int length = (tag & 7) switch
            {
                0 => -1,
                1 => 8,
                2 => (int)Varint(message, ref at),
                5 => 4,
                _ => throw new InvalidDataException($"wire type {tag & 7}"),
            };
            if (length < 0)
            {
                yield return ((int)(tag >> 3), BitConverter.GetBytes(Varint(message, ref at)));
                continue;
            }

            byte[] value = message[at..(at + length)];
            at += length;
            yield return ((int)(tag >> 3), (tag & 7) == 2 ? value : [.. value, .. new byte[8 - length]]);
        }
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte b = message[at++];
            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }
    }

    internal static long Number(byte[] value) => BitConverter.ToInt64(value);

    // Throws where the bytes are not UTF-8, as a receiver would.
    internal static string Utf8(byte[] value) => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(value);
}
