using System.Buffers;
using System.Globalization;
using System.Text.Json;
using PodMirror.Injection;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Agent.Coverage;

/// <summary>Takes of a Pod what coverage keeps.</summary>
internal static class PodReader
{
    // Several times what is written there.
    private const int MaxStatusLength = 2048;

    private const string StaticPodAnnotation = "kubernetes.io/config.mirror";

    private static readonly string[] ContainerLists = ["initContainers", "containers"];
    private static readonly string[] StatusLists = ["initContainerStatuses", "containerStatuses"];
    private static readonly string[] DecisiveOfSpec = ["hostNetwork", "restartPolicy", "os", "nodeSelector", "affinity"];
    private static readonly string[] DecisiveOfContainers = ["name", "image", "resources"];
    private static readonly string[] DecisiveOfOurs = [.. DecisiveOfContainers, "args"];

    /// <summary>Reads a Pod object; null of one that has ended or is about to, which nobody can mirror.</summary>
    /// <param name="pod">The object.</param>
    /// <param name="names">The names of the annotations that decide.</param>
    public static PodFacts? Read(JsonElement pod, InjectionNames names)
    {
        JsonElement metadata = Get(pod, "metadata");
        bool isOver = Text(Get(pod, "status"), "phase") is "Succeeded" or "Failed"
            || Get(metadata, "deletionTimestamp").ValueKind == JsonValueKind.String;
        if (isOver)
        {
            return null;
        }

        string name = Text(metadata, "name");
        DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        DateTimeOffset.TryParse(Text(metadata, "creationTimestamp"), CultureInfo.InvariantCulture, utc, out DateTimeOffset created);
        return new PodFacts(
            Text(metadata, "namespace"),
            name,
            Text(metadata, "uid"),
            Text(Get(pod, "spec"), "nodeName"),
            created,
            OwnerOf(metadata, name),
            WriteDecisive(metadata, Get(pod, "spec"), names),
            [.. StatusLists.SelectMany(list => Items(Get(Get(pod, "status"), list))).Where(IsOurs).Select(ReadSidecar)]);
    }

    private static PodOwner OwnerOf(JsonElement metadata, string name)
    {
        JsonElement owner = Items(Get(metadata, "ownerReferences")).FirstOrDefault(one => Get(one, "controller").ValueKind == JsonValueKind.True);
        return owner.ValueKind == JsonValueKind.Object
            ? new PodOwner(Text(owner, "apiVersion"), Text(owner, "kind"), Text(owner, "name"), Text(owner, "uid"))
            : new PodOwner("v1", "Pod", name, Text(metadata, "uid"));
    }

    private static byte[] WriteDecisive(JsonElement metadata, JsonElement spec, InjectionNames names)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        json.WriteStartObject("metadata");
        Copy(json, metadata, ["ownerReferences"]);
        json.WriteStartObject("annotations");
        CopyDecisive(json, Get(metadata, "annotations"), names);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("spec");
        Copy(json, spec, DecisiveOfSpec);
        foreach (string list in ContainerLists)
        {
            json.WriteStartArray(list);
            foreach (JsonElement container in Items(Get(spec, list)))
            {
                json.WriteStartObject();
                Copy(json, container, IsOurs(container) ? DecisiveOfOurs : DecisiveOfContainers);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    // A Pod may have 256 KiB of annotations, mostly of others.
    private static void CopyDecisive(Utf8JsonWriter json, JsonElement annotations, InjectionNames names)
    {
        foreach (JsonProperty annotation in annotations.ValueKind == JsonValueKind.Object ? annotations.EnumerateObject() : default)
        {
            bool isOurs = annotation.Name.StartsWith(names.Prefix + "/", StringComparison.Ordinal);
            bool isLong = annotation.Name == names.Status && annotation.Value.GetRawText().Length > MaxStatusLength;
            if ((isOurs && !isLong) || annotation.Name == StaticPodAnnotation)
            {
                annotation.WriteTo(json);
            }
        }
    }

    private static void Copy(Utf8JsonWriter json, JsonElement from, string[] members)
    {
        foreach (string member in members)
        {
            JsonElement value = Get(from, member);
            if (value.ValueKind != JsonValueKind.Undefined)
            {
                json.WritePropertyName(member);
                value.WriteTo(json);
            }
        }
    }

    private static bool IsOurs(JsonElement status) => Text(status, "name") is InjectionOptions.Mirror or InjectionOptions.Tme;

    private static SidecarState ReadSidecar(JsonElement status)
    {
        JsonElement waiting = Get(Get(status, "state"), "waiting");
        int restarts = Get(status, "restartCount") is { ValueKind: JsonValueKind.Number } count && count.TryGetInt32(out int number) ? number : 0;
        bool isReady = Get(status, "ready").ValueKind == JsonValueKind.True;
        return new SidecarState(Text(status, "name"), isReady, restarts, Text(waiting, "reason") is { Length: > 0 } reason ? reason : null);
    }
}
