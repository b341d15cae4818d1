using System.Buffers;
using System.Text.Json;

namespace PodMirror.Injection;

/// <summary>Both containers as JSON, written once: for the patch, and for the hash that tells Pods of an older form.</summary>
/// <param name="All">An array of both.</param>
/// <param name="Tme">The one that exports.</param>
/// <param name="Mirror">The one that captures.</param>
internal sealed record InjectedContainers(ReadOnlyMemory<byte> All, ReadOnlyMemory<byte> Tme, ReadOnlyMemory<byte> Mirror)
{
    /// <summary>Writes them for a Pod that is injected.</summary>
    internal static InjectedContainers Of(PodView pod, InjectionDecision decision, InjectionOptions options)
    {
        var bytes = new ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartArray();
        ContainerWriter.WriteTme(json, pod, decision, options);
        json.Flush();
        int tmeEnd = bytes.WrittenCount;
        ContainerWriter.WriteMirror(json, pod, decision, options);
        json.WriteEndArray();
        json.Flush();

        // Between the brackets, and the comma between the two.
        return new(bytes.WrittenMemory, bytes.WrittenMemory[1..tmeEnd], bytes.WrittenMemory[(tmeEnd + 1)..^1]);
    }
}
