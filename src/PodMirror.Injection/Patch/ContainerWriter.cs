using System.Text.Json;

namespace PodMirror.Injection;

/// <summary>Writes the two containers as JSON. The same bytes for the same decision, so that nobody who compares Pods sees a change.</summary>
internal static class ContainerWriter
{
    // Where Kubernetes puts the service account's token into every container that has nothing there.
    private const string TokenPath = "/var/run/secrets/kubernetes.io/serviceaccount";

    /// <summary>Writes the container that exports.</summary>
    internal static void WriteTme(Utf8JsonWriter json, PodView pod, InjectionDecision decision, InjectionOptions options)
    {
        Begin(json, InjectionOptions.Tme, options, [InjectionOptions.Tme, .. options.TmeArguments]);
        ContainerEnvironment.WriteOfTme(json, pod, options);
        WriteResources(json, pod, decision.TmeResources!);
        WriteSecurity(json, options, capability: null);
        End(json, options, [.. TokenCover(pod), .. Credentials(pod, options)]);
    }

    /// <summary>Writes the container that captures.</summary>
    internal static void WriteMirror(Utf8JsonWriter json, PodView pod, InjectionDecision decision, InjectionOptions options)
    {
        string[] mode = decision.IsModeGiven ? ["--mode", decision.Mode.Word()] : [];
        Begin(json, InjectionOptions.Mirror, options, [InjectionOptions.Mirror, .. mode, .. options.MirrorArguments]);
        ContainerEnvironment.WriteOfMirror(json, options);
        WriteResources(json, pod, decision.MirrorResources!);
        WriteSecurity(json, options, capability: "NET_RAW");
        End(json, options, TokenCover(pod));
    }

    private static void Begin(Utf8JsonWriter json, string name, InjectionOptions options, IEnumerable<string> arguments)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("image", options.Image);
        json.WriteString("imagePullPolicy", options.ImagePullPolicy);
        WriteStrings(json, "args", arguments);
    }

    private static void End(Utf8JsonWriter json, InjectionOptions options, Mount[] mounts)
    {
        if (options.NativeSidecars)
        {
            json.WriteString("restartPolicy", "Always");
        }

        WriteMounts(json, mounts);
        json.WriteEndObject();
    }

    // Of a resource that the Pod has an amount of as a whole, our containers have none of their own: they could pass it, and the Pod be refused.
    private static void WriteResources(Utf8JsonWriter json, PodView pod, ContainerResources resources)
    {
        (string Name, ResourceAmounts Amounts)[] written =
        [
            .. InjectionNames.Resources.Where(name => !pod.HasAmountOfItsOwn(name))
                .Select(name => (name, name == "cpu" ? resources.Cpu : resources.Memory)),
        ];
        if (written.Length == 0)
        {
            return;
        }

        json.WriteStartObject("resources");
        WriteAmounts(json, "requests", written.Select(one => (one.Name, one.Amounts.Request)));
        WriteAmounts(json, "limits", written.Select(one => (one.Name, one.Amounts.Limit)));
        json.WriteEndObject();
    }

    private static void WriteAmounts(Utf8JsonWriter json, string kind, IEnumerable<(string Name, Quantity Amount)> amounts)
    {
        json.WriteStartObject(kind);
        foreach ((string name, Quantity amount) in amounts)
        {
            json.WriteString(name, amount.Text);
        }

        json.WriteEndObject();
    }

    private static void WriteSecurity(Utf8JsonWriter json, InjectionOptions options, string? capability)
    {
        json.WriteStartObject("securityContext");
        json.WriteBoolean("allowPrivilegeEscalation", false);
        json.WriteStartObject("capabilities");
        WriteStrings(json, "drop", ["ALL"]);
        if (capability is not null)
        {
            WriteStrings(json, "add", [capability]);
        }

        json.WriteEndObject();
        json.WriteBoolean("privileged", false);
        json.WriteBoolean("readOnlyRootFilesystem", true);
        json.WriteBoolean("runAsNonRoot", true);
        if (options.UserId is { } user)
        {
            json.WriteNumber("runAsUser", user);
            json.WriteNumber("runAsGroup", user);
        }

        json.WriteStartObject("seccompProfile");
        json.WriteString("type", "RuntimeDefault");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>
    /// Keeps the service account's token out: Kubernetes mounts it into every container that has nothing at its place. Without a volume of our
    /// own, what can lie there is the one part of the Pod's that is no secret, the namespace's name.
    /// </summary>
    private static Mount[] TokenCover(PodView pod)
    {
        // The volume as Kubernetes makes it, which is known to hold that part: of a user's own nothing is known.
        string? volume = pod.VolumesAt(TokenPath).FirstOrDefault(IsOfKubernetes);
        return volume is null ? [] : [new Mount(volume, TokenPath, "namespace")];
    }

    // Whole: of a part of a volume the kubelet does not bring the changes.
    private static Mount[] Credentials(PodView pod, InjectionOptions options) =>
        options.TmeCredentials.HasFiles ? [new Mount(CredentialVolume.NameIn(pod), CredentialVolume.MountPath, null)] : [];

    private static void WriteMounts(Utf8JsonWriter json, Mount[] mounts)
    {
        if (mounts.Length == 0)
        {
            return;
        }

        json.WriteStartArray("volumeMounts");
        foreach (Mount mount in mounts)
        {
            json.WriteStartObject();
            json.WriteString("name", mount.Volume);
            json.WriteString("mountPath", mount.Path);
            if (mount.Part is not null)
            {
                json.WriteString("subPath", mount.Part);
            }

            json.WriteBoolean("readOnly", true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // kube-api-access-x7gfd since Kubernetes 1.21, default-token-x7gfd before.
    private static bool IsOfKubernetes(string? volume) =>
        volume is not null
        && (volume.StartsWith("kube-api-access-", StringComparison.Ordinal) || volume.Contains("-token-", StringComparison.Ordinal));

    private static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    /// <summary>Where a volume is in a container, to be read only.</summary>
    /// <param name="Volume">Its name.</param>
    /// <param name="Path">Where it is.</param>
    /// <param name="Part">The part of it that is there; null for the whole.</param>
    private readonly record struct Mount(string Volume, string Path, string? Part);
}
