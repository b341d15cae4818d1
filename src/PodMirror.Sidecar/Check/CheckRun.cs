using System.Runtime.CompilerServices;
using PodMirror.Injection;
using PodMirror.Kubernetes;
using PodMirror.Sidecar.Cluster;
using PodMirror.Sidecar.Inject;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Sidecar.Check;

/// <summary>Asks the cluster one thing after the other, and judges each answer.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="release">Where the release is.</param>
/// <param name="token">A token for the agent; null for that of the release's Secret.</param>
/// <param name="clock">The time, for certificates.</param>
internal sealed class CheckRun(ClusterReader cluster, ReleaseNames release, string? token, TimeProvider clock)
{
    private bool _isInstalled;
    private bool _isAsked = true;

    /// <summary>All lines, in their order. Where nothing answers there is one.</summary>
    internal async IAsyncEnumerable<CheckLine> RunAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        Found version = await cluster.GetAsync("/version", cancel);
        yield return ClusterChecks.ApiServer(version, cluster.Server);
        if (!ClusterChecks.IsApiServer(version))
        {
            yield break;
        }

        ReleaseSettings settings = await ReleaseSettings.ReadAsync(cluster, release, cancel);
        Found nodes = await cluster.GetAsync(KubePath.Core("nodes"), cancel);
        yield return ClusterChecks.Kubelets(nodes, settings.Settings?.NativeSidecars ?? NativeSidecarPolicy.Auto);
        yield return PermissionChecks.Install(await MayAsync(Permission.OfInstallation, cancel));
        yield return PermissionChecks.Use(await MayAsync(Permission.OfUse, cancel));

        Found list = await cluster.GetAsync(KubePath.Core("namespaces"), cancel);
        NamespaceFacts[] namespaces = [.. Items(Get(list.Body, "items")).Select(NamespaceFacts.Read).OfType<NamespaceFacts>()];
        InjectionOptions options = settings.Settings?.For(ClusterChecks.EveryKubeletRunsNativeSidecars(nodes)) ?? InjectSettings.Usual;
        NamespaceFacts[] takingPart = [.. NamespaceChecks.TakingPart(namespaces, options)];
        await foreach (CheckLine line in ReleaseAsync(settings, list, takingPart, options, cancel))
        {
            yield return line;
        }

        IEnumerable<CheckLine> rest = NamespaceChecks.Judge(list, namespaces, options, ClusterChecks.HasPodSecurity(version))
            .Concat(await AskingAsync(takingPart, options.Names, cancel));
        if (takingPart.Length > 0)
        {
            Found ranges = await cluster.GetAsync(LimitRangeCheck.Path, cancel);
            string[] names = [.. takingPart.Select(facts => facts.Name)];
            rest = rest.Concat(LimitRangeCheck.Judge(ranges, names, options));
            rest = rest.Concat(await new CredentialsCheck(cluster, options).RunAsync(names, cancel));
        }

        if (_isInstalled)
        {
            Found coverage = await cluster.GetOfAgentAsync(CoverageCheck.Path(release), release, token, cancel);
            Found pipeline = await cluster.GetOfAgentAsync(PipelineCheck.Path(release), release, token, cancel);
            rest = rest.Concat(CoverageCheck.Judge(coverage, release, _isAsked)).Concat(PipelineCheck.Judge(pipeline, release));
        }

        foreach (CheckLine line in rest)
        {
            yield return line;
        }
    }

    private async IAsyncEnumerable<CheckLine> ReleaseAsync(
        ReleaseSettings settings,
        Found list,
        NamespaceFacts[] takingPart,
        InjectionOptions options,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        Found deployment = await cluster.GetAsync(ClusterPaths.Agent(release), cancel);
        Found webhook = await cluster.GetAsync(ClusterPaths.Webhook(release), cancel);

        // What may not be read is neither there nor absent.
        _isInstalled = deployment.IsThere || webhook.IsThere;
        _isAsked = !webhook.IsAbsent && !(webhook.IsThere && new WebhookView(webhook.Body).CaBundle.Length == 0);
        if (!_isInstalled)
        {
            bool isAbsent = deployment.IsAbsent && webhook.IsAbsent;
            yield return isAbsent ? ReleaseChecks.NotInstalled(release) : ReleaseChecks.Unknown(deployment, webhook, release);
            if (isAbsent && await new LeftBehindCheck(cluster, options).FindAsync(cancel) is { } leftBehind)
            {
                yield return leftBehind;
            }

            yield break;
        }

        yield return ReleaseChecks.Agent(deployment, release);
        yield return ReleaseChecks.Endpoints(await cluster.GetAsync(KubePath.Core(release.Namespace, "endpoints", release.Name), cancel), release);
        yield return ReleaseChecks.Settings(settings.Answer, settings.Fault, release);
        if (settings.Settings is not null && ReleaseChecks.OpenToken(options) is { } open)
        {
            yield return open;
        }

        yield return ReleaseChecks.Webhook(webhook, release);
        if (webhook.IsThere)
        {
            yield return CertificateCheck.Judge(new WebhookView(webhook.Body).CaBundle, clock.GetUtcNow());
            yield return await TryAsync(settings, list, takingPart, options, new WebhookView(webhook.Body), cancel);
        }
    }

    private async Task<CheckLine> TryAsync(
        ReleaseSettings settings,
        Found list,
        NamespaceFacts[] takingPart,
        InjectionOptions options,
        WebhookView webhook,
        CancellationToken cancel)
    {
        // Where NET_RAW is forbidden a Pod comes back refused, which shows as much; but one that gets the containers shows more.
        NamespaceFacts? space =
            takingPart.FirstOrDefault(facts => PodSecurity.AllowsNetRaw(facts, options.DefaultPodSecurity)) ?? takingPart.FirstOrDefault();
        if (space is null)
        {
            return DryRunCheck.LeftOut(list.IsThere ? "no namespace takes part" : "the namespaces cannot be listed");
        }

        var dryRun = new DryRunCheck(space.Name, options, settings.Settings is not null, webhook.Name);
        return dryRun.Judge(await cluster.PostAsync(dryRun.Path, dryRun.Pod(), DryRunCheck.Timeout, cancel));
    }

    private async Task<List<CheckLine>> AskingAsync(NamespaceFacts[] takingPart, InjectionNames names, CancellationToken cancel)
    {
        var lines = new List<CheckLine>();
        foreach (NamespaceFacts facts in AskingCheck.Silent(takingPart, names))
        {
            if (AskingCheck.Judge(facts, await cluster.GetAsync(AskingCheck.Path(facts), cancel), names) is { } line)
            {
                lines.Add(line);
            }
        }

        return lines;
    }

    private async Task<(Permission Permission, Found Answer)[]> MayAsync(IReadOnlyList<Permission> permissions, CancellationToken cancel) =>
        await Task.WhenAll(permissions.Select(async permission => (
            permission,
            await cluster.PostAsync(
                "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", permission.Question(release.Namespace), cancel))));
}
