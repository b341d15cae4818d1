namespace PodMirror.Agent.Sidecars;

/// <summary>Whose sidecar it is, by what its resource says.</summary>
/// <param name="Namespace">Its namespace; empty where that is not said.</param>
/// <param name="Pod">Its Pod; empty where there is none, as on a laptop.</param>
/// <param name="Service">Its service; empty where that is not said.</param>
internal readonly record struct SidecarKey(string Namespace, string Pod, string Service);
