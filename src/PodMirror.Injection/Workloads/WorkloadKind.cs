namespace PodMirror.Injection;

/// <summary>A kind of object that is a Pod or makes Pods out of a template.</summary>
/// <param name="Name">The kind, as manifests write it.</param>
/// <param name="Groups">The API groups that have it, old ones included; the core group is empty.</param>
/// <param name="TemplatePath">The members that lead to the Pod template; none for a Pod.</param>
public sealed record WorkloadKind(string Name, IReadOnlyList<string> Groups, IReadOnlyList<string> TemplatePath)
{
    /// <summary>Whether it is the Pod itself.</summary>
    public bool IsPod => TemplatePath.Count == 0;
}
