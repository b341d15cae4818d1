using System.Buffers.Text;
using PodMirror.Spans;

namespace PodMirror.Agent.PodMetadata;

/// <summary>
/// What a Resource (resource/v1/resource.proto) that was checked before says: whose it is, and which of the attributes that may be added it has.
/// One walk, whatever it holds.
/// </summary>
internal ref struct ResourceScan
{
    private const int AttributesField = 1;
    private const int KeyField = 1;
    private const int ValueField = 2;
    private const int StringField = 1;

    // 32 digits and four hyphens (RFC 9562).
    private const int UidBytes = 36;

    private int _serviceNames;

    /// <summary>Whether it names a Pod, rightly or not.</summary>
    public bool NamesPod { get; private set; }

    /// <summary>Whether what it names cannot be a Pod's uid, or is several.</summary>
    public bool IsInvalid { get; private set; }

    /// <summary>The Pod's uid.</summary>
    public Guid Uid { get; private set; }

    /// <summary>The attributes that it has, a bit for each number of <see cref="AttributeKeys"/>.</summary>
    public UInt128 Present { get; private set; }

    /// <summary>Attributes.</summary>
    public int Count { get; private set; }

    /// <summary>
    /// Where a service.name that says nothing begins and ends, with its tag: <c>unknown_service</c>, as SDKs write it. Empty when there is none.
    /// </summary>
    public Range UnknownService { get; private set; }

    /// <summary>Reads a resource.</summary>
    public static ResourceScan Of(ReadOnlySpan<byte> resource, AttributeKeys keys)
    {
        ResourceScan scan = default;
        var reader = new ProtoReader(resource);
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            if (field != AttributesField)
            {
                reader.TrySkip(wire);
            }
            else if (reader.TryReadBytes(wire, out ReadOnlySpan<byte> attribute))
            {
                scan.Add(attribute, reader.TagPosition..reader.Position, keys);
            }
        }

        return scan;
    }

    /// <summary>The key of an attribute; the last, where it has several.</summary>
    public static ReadOnlySpan<byte> KeyOf(ReadOnlySpan<byte> attribute) => Last(attribute, KeyField);

    private void Add(ReadOnlySpan<byte> attribute, Range place, AttributeKeys keys)
    {
        Count++;
        ReadOnlySpan<byte> key = KeyOf(attribute);
        if (key.SequenceEqual(AttributeKeys.PodUid))
        {
            TakeUid(Last(Last(attribute, ValueField), StringField));
        }
        else if (keys.TryGetNumber(key, out int number))
        {
            Present |= UInt128.One << number;
            if (number == AttributeKeys.ServiceName)
            {
                bool isUnknown = IsUnknown(Last(Last(attribute, ValueField), StringField));
                UnknownService = ++_serviceNames == 1 && isUnknown ? place : default;
            }
        }
    }

    // With the name of the program behind it, when the SDK knows that (OpenTelemetry, service.name).
    private static bool IsUnknown(ReadOnlySpan<byte> name) => name.SequenceEqual("unknown_service"u8) || name.StartsWith("unknown_service:"u8);

    // Said twice alike it is said; said twice differently nobody knows whose the spans are.
    private void TakeUid(ReadOnlySpan<byte> text)
    {
        Guid uid = default;
        bool isUid = text.Length == UidBytes && Utf8Parser.TryParse(text, out uid, out int read, 'D') && read == UidBytes;
        IsInvalid |= !isUid || (NamesPod && uid != Uid);
        (NamesPod, Uid) = (true, uid);
    }

    private static ReadOnlySpan<byte> Last(ReadOnlySpan<byte> message, int wanted)
    {
        ReadOnlySpan<byte> last = default;
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            if (field == wanted && wire == WireType.Length)
            {
                reader.TryReadBytes(wire, out last);
            }
            else
            {
                reader.TrySkip(wire);
            }
        }

        return last;
    }
}
