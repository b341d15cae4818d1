using System.Text;
using System.Text.Json;
using PodMirror.Agent.Configuration;
using PodMirror.Spans;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Agent.PodMetadata;

/// <summary>Encodes of a Pod's labels and annotations what is asked for, and the service's name where they say it. For one thread.</summary>
internal sealed class PodAttributes
{
    private const string ServiceNameAnnotation = "resource.opentelemetry.io/service.name";
    private const string InstanceLabel = "app.kubernetes.io/instance";
    private const string NameLabel = "app.kubernetes.io/name";

    private readonly MetadataOptions _options;
    private readonly (string Key, byte[] Attribute)[] _labels;
    private readonly (string Key, byte[] Attribute)[] _annotations;
    private readonly ByteBuffer _output = new(MetadataLimits.MaxPodBytes);
    private readonly ByteBuffer _value = new(MetadataLimits.MaxValueBytes);

    /// <summary>Knows what is asked for.</summary>
    public PodAttributes(MetadataOptions options)
    {
        _options = options;
        _labels = [.. options.Labels.Select(key => (key, Encoding.UTF8.GetBytes(AttributeKeys.OfLabel(key))))];
        _annotations = [.. options.Annotations.Select(key => (key, Encoding.UTF8.GetBytes(AttributeKeys.OfAnnotation(key))))];
    }

    /// <summary>The attributes of a Resource, one after the other; valid until the next call.</summary>
    public ReadOnlySpan<byte> Encode(JsonElement metadata)
    {
        _output.Clear();
        JsonElement labels = Get(metadata, "labels");
        JsonElement annotations = Get(metadata, "annotations");
        Write("service.name"u8, ServiceName(labels, annotations));
        foreach ((string key, byte[] attribute) in _labels)
        {
            Write(attribute, Text(labels, key));
        }

        foreach ((string key, byte[] attribute) in _annotations)
        {
            Write(attribute, Text(annotations, key));
        }

        return _output.Written;
    }

    // The precedence of OpenTelemetry's "Specify resource attributes using Kubernetes annotations"; labels, as that demands, only when asked for.
    private string ServiceName(JsonElement labels, JsonElement annotations)
    {
        string name = Text(annotations, ServiceNameAnnotation);
        name = name.Length == 0 && _options.ServiceNameFromLabels ? Text(labels, InstanceLabel) : name;
        return name.Length == 0 && _options.ServiceNameFromLabels ? Text(labels, NameLabel) : name;
    }

    // All of a value or nothing: half of one would be another.
    private void Write(ReadOnlySpan<byte> attribute, string value)
    {
        _value.Clear();
        int length = value.Length > MetadataLimits.MaxValueBytes ? int.MaxValue : Encoding.UTF8.GetByteCount(value);
        if (length is 0 or > MetadataLimits.MaxValueBytes)
        {
            return;
        }

        Encoding.UTF8.GetBytes(value, _value.AppendRoom(length));
        int before = _output.Length;
        AttributeBytes.Write(_output, attribute, _value.Written);
        if (_output.HasOverflowed)
        {
            _output.Truncate(before);
        }
    }
}
