using System.Text.Json;

namespace PodMirror.Injection;

/// <summary>Writes the operations of a JSON patch (RFC 6902).</summary>
/// <param name="json">Inside the array of operations.</param>
/// <param name="root">What every path begins with.</param>
internal sealed class PatchWriter(Utf8JsonWriter json, string root)
{
    /// <summary>Operations so far.</summary>
    internal int Operations { get; private set; }

    /// <summary>Adds a value at a path.</summary>
    internal void Add(string path, Action<Utf8JsonWriter> value)
    {
        Operations++;
        json.WriteStartObject();
        json.WriteString("op", "add");
        json.WriteString("path", root + path);
        json.WritePropertyName("value");
        value(json);
        json.WriteEndObject();
    }

    /// <summary>Adds a value that is JSON already.</summary>
    internal void AddWritten(string path, ReadOnlyMemory<byte> value) => Add(path, json => json.WriteRawValue(value.Span, skipInputValidation: true));

    /// <summary>Adds an empty array at a path.</summary>
    internal void AddEmptyArray(string path) => Add(path, static json =>
    {
        json.WriteStartArray();
        json.WriteEndArray();
    });

    /// <summary>Adds an empty object at a path.</summary>
    internal void AddEmptyObject(string path) => Add(path, static json =>
    {
        json.WriteStartObject();
        json.WriteEndObject();
    });

    /// <summary>A key as a part of a JSON pointer (RFC 6901).</summary>
    internal static string Escape(string key) => key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
