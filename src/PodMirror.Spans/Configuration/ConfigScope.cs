using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>What a document sets in one scope; null is what the wider scope says, and at last the command line.</summary>
public sealed record ConfigScope
{
    /// <summary>Nothing set.</summary>
    public static ConfigScope Empty { get; } = new();

    /// <summary>What is secret.</summary>
    public RedactionRules? Redaction { get; init; }

    /// <summary>Types of the bodies that spans hold.</summary>
    public BodyContentTypes? BodyContentTypes { get; init; }

    /// <summary>Bytes of each decoded body in a span.</summary>
    public int? MaxBodyBytes { get; init; }

    /// <summary>Spans a second of the whole Pod; 0 is no limit.</summary>
    public int? MaxSpansPerSecond { get; init; }

    /// <summary>Spans a second of each endpoint; 0 is no limit.</summary>
    public int? MaxSpansPerEndpointPerSecond { get; init; }

    /// <summary>The share of tme's CPU limit above which less is told; 0 switches the thermostat off.</summary>
    public double? CpuShare { get; init; }

    /// <summary>What messages of gRPC are called.</summary>
    public DescriptorSet? Descriptors { get; init; }

    /// <summary>The bytes of <see cref="Descriptors"/>.</summary>
    internal byte[] DescriptorsBytes { get; init; } = [];

    /// <summary>Messages of a WebSocket or event stream that become events of a span.</summary>
    public int? StreamEvents { get; init; }

    /// <summary>Which share of exchanges becomes spans.</summary>
    public SamplingRules? Sampling { get; init; }

    /// <summary>What the mirror captures: each member wins by itself.</summary>
    public CaptureSettings Capture { get; init; } = CaptureSettings.Empty;

    /// <summary>The text of <see cref="Redaction"/>, as it goes on to tme.</summary>
    internal byte[] RedactionText { get; init; } = [];

    /// <summary>The words of <see cref="BodyContentTypes"/>.</summary>
    internal IReadOnlyList<string> BodyContentTypesText { get; init; } = [];

    /// <summary>What holds where this scope is inside a wider one: what is set here wins, each member as a whole.</summary>
    public ConfigScope Inside(ConfigScope wider) => new()
    {
        Redaction = Redaction ?? wider.Redaction,
        RedactionText = Redaction is null ? wider.RedactionText : RedactionText,
        BodyContentTypes = BodyContentTypes ?? wider.BodyContentTypes,
        BodyContentTypesText = BodyContentTypes is null ? wider.BodyContentTypesText : BodyContentTypesText,
        MaxBodyBytes = MaxBodyBytes ?? wider.MaxBodyBytes,
        MaxSpansPerSecond = MaxSpansPerSecond ?? wider.MaxSpansPerSecond,
        MaxSpansPerEndpointPerSecond = MaxSpansPerEndpointPerSecond ?? wider.MaxSpansPerEndpointPerSecond,
        CpuShare = CpuShare ?? wider.CpuShare,
        Descriptors = Descriptors ?? wider.Descriptors,
        DescriptorsBytes = Descriptors is null ? wider.DescriptorsBytes : DescriptorsBytes,
        StreamEvents = StreamEvents ?? wider.StreamEvents,
        Sampling = Sampling ?? wider.Sampling,
        Capture = Capture.Inside(wider.Capture),
    };

    /// <summary>
    /// A number for what is set here, the same wherever it is made: the beginning of the document's SHA-256, which is that of the agent's entity tag.
    /// </summary>
    /// <remarks>48 bits, which every reader of JSON can hold.</remarks>
    public long Version() => (long)(BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(ToDocument())) >> 16);

    /// <summary>A document that says this for every Pod.</summary>
    /// <param name="withKey">Whether the key of hashes is in it, which tme needs and nobody else may have.</param>
    public byte[] ToDocument(bool withKey = true)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject(SidecarConfig.DefaultsMember);
            if (Redaction is not null)
            {
                WriteRedaction(json, withKey);
            }

            BodyTypesMember.Write(json, this);
            WriteNumber(json, ConfigReader.MaxBodyBytes, MaxBodyBytes);
            WriteNumber(json, ConfigReader.MaxSpansPerSecond, MaxSpansPerSecond);
            WriteNumber(json, ConfigReader.MaxSpansPerEndpointPerSecond, MaxSpansPerEndpointPerSecond);
            WriteNumber(json, ConfigReader.CpuShare, CpuShare);
            WriteNumber(json, ConfigReader.StreamEvents, StreamEvents);
            SamplingMember.Write(json, Sampling);
            CaptureMember.Write(json, Capture);
            DescriptorsMember.Write(json, this);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    // Written anew, as a person's comments are not for other programs.
    private void WriteRedaction(Utf8JsonWriter json, bool withKey)
    {
        using var rules = JsonDocument.Parse(RedactionText, ConfigReader.Lenient);
        json.WriteStartObject(ConfigReader.Redaction);
        foreach (JsonProperty member in rules.RootElement.EnumerateObject().Where(member => withKey || !member.NameEquals("hashKey"u8)))
        {
            member.WriteTo(json);
        }

        json.WriteEndObject();
    }

    internal static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}
