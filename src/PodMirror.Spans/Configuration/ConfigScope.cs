using System.Buffers;
using System.Text.Json;

namespace PodMirror.Spans;

/// <summary>What a document sets for tme in one scope; null is what the wider scope says, and at last tme's own command line.</summary>
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
    };

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

            if (BodyContentTypes is not null)
            {
                json.WriteStartArray(ConfigReader.BodyTypes);
                foreach (string type in BodyContentTypesText)
                {
                    json.WriteStringValue(type);
                }

                json.WriteEndArray();
            }

            WriteNumber(json, ConfigReader.MaxBodyBytes, MaxBodyBytes);
            WriteNumber(json, ConfigReader.MaxSpansPerSecond, MaxSpansPerSecond);
            WriteNumber(json, ConfigReader.MaxSpansPerEndpointPerSecond, MaxSpansPerEndpointPerSecond);
            if (CpuShare is { } share)
            {
                json.WriteNumber(ConfigReader.CpuShare, share);
            }

            if (Descriptors is not null)
            {
                // Base64 as it is: as a string its plus signs would be escaped, and the document outgrow its bound.
                json.WriteBase64String(ConfigReader.Descriptors, DescriptorsBytes);
            }

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

    private static void WriteNumber(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}
