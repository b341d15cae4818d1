using System.Buffers;
using System.Text.Json;
using static PodMirror.Injection.JsonParts;

namespace PodMirror.Injection;

/// <summary>
/// The change of a Pod as a JSON patch (RFC 6902): only operations that add, written by hand. A generic comparison of two Pods costs its
/// square, and a round trip through types drops what they do not know.
/// </summary>
public static class PodPatch
{
    /// <summary>Writes the patch of a decision; empty when the Pod stays as it is.</summary>
    /// <param name="pod">The Pod as it came.</param>
    /// <param name="decision">The decision over it.</param>
    /// <param name="options">The administrator's options.</param>
    /// <param name="root">Where the Pod is in its document, as a JSON pointer: empty, or <c>/spec/template</c>.</param>
    public static ReadOnlyMemory<byte> Write(PodView pod, InjectionDecision decision, InjectionOptions options, string root = "")
    {
        var bytes = new ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(bytes);
        var patch = new PatchWriter(json, root);
        json.WriteStartArray();
        InjectedContainers? containers = decision.IsInjected ? InjectedContainers.Of(pod, decision, options) : null;
        AddedParts parts = containers is null ? AddedParts.None : AddedParts.Of(pod, options);
        if (containers is not null)
        {
            AddContainers(patch, pod, containers, options);
            AddVolume(patch, pod, containers);
            AddPullSecrets(patch, pod, parts.PullSecrets);
        }

        if (IsTold(decision.Reason))
        {
            AddAnnotations(patch, pod, parts.DefaultContainer, InjectionStatus.Format(decision, containers, parts, options.Image), options.Names);
        }

        json.WriteEndArray();
        json.Flush();
        return patch.Operations == 0 ? default : bytes.WrittenMemory;
    }

    // Where nobody has asked us for anything, and after a mistake of our own, the Pod stays as it is.
    private static bool IsTold(InjectionReason reason) => reason is not (
        InjectionReason.AlreadyInjected or InjectionReason.Malformed or InjectionReason.NotACreation or InjectionReason.NamespaceNotEnabled
        or InjectionReason.ExcludedNamespace or InjectionReason.NamespaceUnknown or InjectionReason.InternalError);

    /// <summary>
    /// tme before mirror, as native sidecars start in their order and stop in the reverse one; and both before the Pod's own, to see what those
    /// call. Plain containers come last, so that the first container stays the application's.
    /// </summary>
    private static void AddContainers(PatchWriter patch, PodView pod, InjectedContainers containers, InjectionOptions options)
    {
        if (!options.NativeSidecars)
        {
            patch.AddWritten("/spec/containers/-", containers.Tme);
            patch.AddWritten("/spec/containers/-", containers.Mirror);
            return;
        }

        if (Get(pod.Spec, "initContainers").ValueKind != JsonValueKind.Array)
        {
            patch.AddEmptyArray("/spec/initContainers");
        }

        patch.AddWritten("/spec/initContainers/0", containers.Tme);
        patch.AddWritten("/spec/initContainers/1", containers.Mirror);
    }

    private static void AddVolume(PatchWriter patch, PodView pod, InjectedContainers containers)
    {
        if (containers.Volume.IsEmpty)
        {
            return;
        }

        if (Get(pod.Spec, "volumes").ValueKind != JsonValueKind.Array)
        {
            patch.AddEmptyArray("/spec/volumes");
        }

        patch.AddWritten("/spec/volumes/-", containers.Volume);
    }

    private static void AddPullSecrets(PatchWriter patch, PodView pod, IReadOnlyList<string> missing)
    {
        if (missing.Count > 0 && Get(pod.Spec, "imagePullSecrets").ValueKind != JsonValueKind.Array)
        {
            patch.AddEmptyArray("/spec/imagePullSecrets");
        }

        foreach (string name in missing)
        {
            patch.Add("/spec/imagePullSecrets/-", json =>
            {
                json.WriteStartObject();
                json.WriteString("name", name);
                json.WriteEndObject();
            });
        }
    }

    private static void AddAnnotations(PatchWriter patch, PodView pod, string? defaultContainer, string status, InjectionNames names)
    {
        var wanted = new List<(string Key, string Value)> { (names.Status, status) };
        if (defaultContainer is not null)
        {
            wanted.Add((AddedParts.DefaultContainerKey, defaultContainer));
        }

        wanted.RemoveAll(one => pod.Annotation(one.Key) == one.Value);
        if (wanted.Count == 0)
        {
            return;
        }

        if (pod.Metadata.ValueKind != JsonValueKind.Object)
        {
            patch.AddEmptyObject("/metadata");
        }

        if (Get(pod.Metadata, "annotations").ValueKind != JsonValueKind.Object)
        {
            patch.AddEmptyObject("/metadata/annotations");
        }

        foreach ((string key, string value) in wanted)
        {
            patch.Add("/metadata/annotations/" + PatchWriter.Escape(key), json => json.WriteStringValue(value));
        }
    }
}
