namespace PodMirror.Injection;

/// <summary>
/// The Pod Security levels (kubernetes.io/docs/concepts/security/pod-security-standards). Only the most liberal one allows NET_RAW; a value that
/// is no level is taken by Kubernetes for the strictest.
/// </summary>
public static class PodSecurity
{
    /// <summary>The level that allows everything.</summary>
    public const string Privileged = "privileged";

    private const string EnforceLabel = "pod-security.kubernetes.io/enforce";

    /// <summary>Whether a Pod with NET_RAW is admitted to a namespace.</summary>
    public static bool AllowsNetRaw(NamespaceFacts facts, string defaultLevel) =>
        facts.Labels.GetValueOrDefault(EnforceLabel, defaultLevel) == Privileged;
}
