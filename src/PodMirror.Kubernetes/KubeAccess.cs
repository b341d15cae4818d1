namespace PodMirror.Kubernetes;

/// <summary>
/// How to get to a cluster, as kubectl does: by a kubeconfig, with all that may stand in one (client certificates, tokens, exec plugins), or as a Pod
/// by its service account.
/// </summary>
/// <param name="Kubeconfig">A kubeconfig file; null takes the usual one.</param>
/// <param name="Context">A context of it; null takes the current one.</param>
public sealed record KubeAccess(string? Kubeconfig = null, string? Context = null)
{
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(15);

    /// <summary>The environment.</summary>
    internal Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Where a Pod's account lies.</summary>
    internal string AccountDirectory { get; init; } = ServiceAccount.UsualDirectory;

    /// <summary>
    /// Connects. Where no kubeconfig is named the order is that of kubectl: the files of <c>$KUBECONFIG</c> that are there, else
    /// <c>~/.kube/config</c>, and only when nothing stands in them the account of the Pod.
    /// </summary>
    /// <param name="timeout">How long one request may take; null is 15 s.</param>
    /// <exception cref="KubeException">Nothing says where a cluster is, or what says so cannot be read.</exception>
    public KubeClient Connect(TimeSpan? timeout = null)
    {
        try
        {
            return new KubeClient(Target(), timeout ?? UsualTimeout);
        }
#pragma warning disable CA1031 // whatever is in a file that is no kubeconfig, it is told in one line
        catch (Exception fault)
#pragma warning restore CA1031
        {
            throw new KubeException($"no access to a cluster: {FaultWords.OfType(fault)}", fault);
        }
    }

    /// <summary>The namespace of the service account, when this is a Pod that has one.</summary>
    public static string? AccountNamespace() => new ServiceAccount(ServiceAccount.UsualDirectory, _ => null).Namespace();

    private KubeTarget Target()
    {
        if (Kubeconfig is { Length: > 0 } named)
        {
            return new Kubeconfig([KubeconfigFile.Read(named)]).Target(Context);
        }

        string[] files = UsualFiles();
        var kubeconfig = new Kubeconfig([.. files.Where(Path.Exists).Select(KubeconfigFile.Read)]);
        if (!kubeconfig.IsEmpty)
        {
            return kubeconfig.Target(Context);
        }

        KubeTarget? account = Context is null ? new ServiceAccount(AccountDirectory, Variable).Target() : null;
        return account ?? throw new KubeException(
            $"there is no kubeconfig ({string.Join(", ", files)}); set KUBECONFIG, or name a file with --kubeconfig");
    }

    private string[] UsualFiles() => Variable("KUBECONFIG") is { Length: > 0 } files
        ? files.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        : [Path.Combine(Variable("HOME") ?? "/", ".kube", "config")];
}
