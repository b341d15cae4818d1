namespace PodMirror.Kubernetes;

/// <summary>
/// A kubeconfig, which may be several files: of an entry that is in more than one the first counts, as kubectl has it, and of what they say for
/// the current context too.
/// </summary>
/// <param name="files">The files, in their order.</param>
internal sealed class Kubeconfig(IReadOnlyList<KubeconfigFile> files)
{
    /// <summary>Whether nothing in it leads to a cluster.</summary>
    internal bool IsEmpty => files.All(file => file.IsEmpty);

    private string Names => string.Join(", ", files.Select(file => file.Path));

    /// <summary>The cluster of a context; of the current one when none is named.</summary>
    /// <exception cref="KubeException">It leads nowhere.</exception>
    internal KubeTarget Target(string? contextName)
    {
        string name = contextName ?? files.Select(file => file.CurrentContext).FirstOrDefault(current => current is not null)
            ?? throw new KubeException($"{Names}: no context is the current one, and none is named");
        KubeconfigEntry context = Find("context", name) ?? throw new KubeException($"{Names}: there is no context \"{FaultWords.FirstLine(name)}\"");
        KubeconfigEntry cluster = Named(context, "cluster") ?? throw context.Fault("it names no cluster");
        return KubeconfigUser.Complete(KubeconfigCluster.Read(cluster), Named(context, "user")) with { Namespace = context.Text("namespace") };
    }

    private KubeconfigEntry? Named(KubeconfigEntry context, string kind) => context.Text(kind) is { } name
        ? Find(kind, name) ?? throw context.Fault($"there is no {kind} \"{FaultWords.FirstLine(name)}\" in {Names}")
        : null;

    private KubeconfigEntry? Find(string kind, string name) =>
        files.Select(file => file.Find(kind, name)).FirstOrDefault(entry => entry is not null);
}
