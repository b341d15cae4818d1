using System.Reflection;
using System.Text;

namespace PodMirror.Spans;

/// <summary>Whose spans and metrics they are: the resource (the service in its Pod) and the scope (this tool), encoded once.</summary>
public sealed class SpanSource
{
    /// <summary>The scope's name.</summary>
    public const string ScopeName = "podmirror";

    private const int ResourceField = 1;
    private const int ScopeField = 1;
    private const int NameField = 1;
    private const int VersionField = 2;

    // A resource is made of environment variables, whose sizes a kernel limits to 2 MiB together.
    private const int MaxBytes = 4 * 1024 * 1024;

    private readonly ByteBuffer _resource = new(MaxBytes);
    private readonly ByteBuffer _scope = new(MaxBytes);

    /// <summary>Encodes a source.</summary>
    /// <param name="resourceAttributes">The resource's attributes.</param>
    public SpanSource(IEnumerable<KeyValuePair<string, string>> resourceAttributes)
    {
        int resource = ProtoWriter.BeginMessage(_resource, ResourceField);
        foreach ((string name, string value) in resourceAttributes)
        {
            AttributeWriter.WriteString(_resource, new AttributeName(name), Encoding.UTF8.GetBytes(value), AttributeWriter.ResourceField);
        }

        ProtoWriter.EndMessage(_resource, resource);
        int scope = ProtoWriter.BeginMessage(_scope, ScopeField);
        ProtoWriter.WriteBytesField(_scope, NameField, Encoding.UTF8.GetBytes(ScopeName));
        ProtoWriter.WriteBytesField(_scope, VersionField, Encoding.UTF8.GetBytes(Version));
        ProtoWriter.EndMessage(_scope, scope);
    }

    /// <summary>This build's version, as the scope and telemetry.distro.version give it.</summary>
    public static string Version { get; } =
        typeof(SpanSource).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>The version of the conventions that the attributes follow.</summary>
    internal static ReadOnlySpan<byte> SchemaUrl => "https://opentelemetry.io/schemas/1.45.0"u8;

    /// <summary>The field resource of ResourceSpans and ResourceMetrics.</summary>
    internal ReadOnlySpan<byte> Resource => _resource.Written;

    /// <summary>The field scope of ScopeSpans and ScopeMetrics.</summary>
    internal ReadOnlySpan<byte> Scope => _scope.Written;
}
