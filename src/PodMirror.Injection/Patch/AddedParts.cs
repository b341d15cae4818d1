using System.Text.Json;
using static PodMirror.Injection.JsonParts;

namespace PodMirror.Injection;

/// <summary>
/// What a Pod gets beside the containers, and what afterwards could as well be its own: the status annotation keeps account of it, so that all
/// of it can be taken back.
/// </summary>
/// <param name="DefaultContainer">The container that kubectl is told to show, where the Pod does not say; else null.</param>
/// <param name="PullSecrets">The pull secrets that the Pod does not have.</param>
internal sealed record AddedParts(string? DefaultContainer, IReadOnlyList<string> PullSecrets)
{
    /// <summary>The annotation by which kubectl chooses a container.</summary>
    internal const string DefaultContainerKey = "kubectl.kubernetes.io/default-container";

    private const string DefaultContainerMember = "defaultContainer";
    private const string PullSecretsMember = "pullSecrets";

    /// <summary>Nothing.</summary>
    internal static AddedParts None { get; } = new(null, []);

    /// <summary>What a Pod gets.</summary>
    internal static AddedParts Of(PodView pod, InjectionOptions options)
    {
        string? first = Text(Get(pod.Containers("containers").FirstOrDefault(), "name"));
        string?[] present = [.. Items(Get(pod.Spec, "imagePullSecrets")).Select(secret => Text(Get(secret, "name")))];
        return new AddedParts(
            pod.Annotation(DefaultContainerKey) is null ? first : null,
            [.. options.ImagePullSecrets.Where(name => !present.Contains(name))]);
    }

    /// <summary>What a status says that a Pod got. Whoever writes Pods can write it, so it is only good for taking things from that Pod.</summary>
    internal static AddedParts Read(JsonElement status) => new(
        Text(Get(status, DefaultContainerMember)),
        [.. Items(Get(status, PullSecretsMember)).Select(Text).OfType<string>()]);

    /// <summary>Writes it into a status.</summary>
    internal void WriteTo(Utf8JsonWriter json)
    {
        if (DefaultContainer is not null)
        {
            json.WriteString(DefaultContainerMember, DefaultContainer);
        }

        if (PullSecrets.Count == 0)
        {
            return;
        }

        json.WriteStartArray(PullSecretsMember);
        foreach (string name in PullSecrets)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
    }
}
