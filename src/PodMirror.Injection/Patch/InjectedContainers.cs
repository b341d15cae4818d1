using System.Buffers;
using System.Text.Json;

namespace PodMirror.Injection;

/// <summary>Both containers and the volume as JSON, written once: for the patch, and for the hash that tells Pods of an older form.</summary>
/// <param name="All">An array of the containers, and behind it the volume.</param>
/// <param name="Tme">The one that exports.</param>
/// <param name="Mirror">The one that captures.</param>
/// <param name="Volume">The volume of the one that exports; empty when there is none.</param>
internal sealed record InjectedContainers(
    ReadOnlyMemory<byte> All, ReadOnlyMemory<byte> Tme, ReadOnlyMemory<byte> Mirror, ReadOnlyMemory<byte> Volume)
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
        int end = bytes.WrittenCount;
        if (options.TmeCredentials.HasFiles)
        {
            json.Reset();
            CredentialVolume.Write(json, CredentialVolume.NameIn(pod), options.TmeCredentials);
            json.Flush();
        }

        // Between the brackets, and the comma between the two.
        ReadOnlyMemory<byte> all = bytes.WrittenMemory;
        return new(all, all[1..tmeEnd], all[(tmeEnd + 1)..(end - 1)], all[end..]);
    }
}
