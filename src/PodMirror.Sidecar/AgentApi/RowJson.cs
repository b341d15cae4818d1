using System.Buffers;
using System.Text;
using System.Text.Json;

namespace PodMirror.Sidecar.AgentApi;

/// <summary>JSON for machines: one object a line, in which all but ASCII is escaped, so that it is harmless on a terminal, too.</summary>
internal static class RowJson
{
    /// <summary>An object as the agent sent it.</summary>
    internal static string LineOf(JsonElement json) => LineOf(json.WriteTo);

    /// <summary>What is written, as a line without its end.</summary>
    internal static string LineOf(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
