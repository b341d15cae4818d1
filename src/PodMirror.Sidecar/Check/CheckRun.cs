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
/// <param name="clock">The time, for certificates.</param>
internal sealed class CheckRun(ClusterReader cluster, ReleaseNames release, TimeProvider clock)
{
    private bool _isInstalled;

    /// <summary>All lines, in their order. Where nothing answers there is one.</summary>
    internal async IAsyncEnumerable<CheckLine> RunAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        Found version = await cluster.GetAsync("/version", cancel);
        yield return ClusterChecks.ApiServer(version, cluster.Server);
        if (!version.IsThere)
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
        await foreach (CheckLine line in ReleaseAsync(settings, takingPart, options, cancel))
        {
            yield return line;
        }

        IEnumerable<CheckLine> rest = NamespaceChecks.Judge(list, namespaces, options);
        if (takingPart.Length > 0)
        {
            Found ranges = await cluster.GetAsync(LimitRangeCheck.Path, cancel);
            rest = rest.Concat(LimitRangeCheck.Judge(ranges, [.. takingPart.Select(facts => facts.Name)], options));
        }

        if (_isInstalled)
        {
            rest = rest.Concat(CoverageCheck.Judge(await cluster.GetAsync(CoverageCheck.Path(release), cancel), release));
        }

        foreach (CheckLine line in rest)
        {
            yield return line;
        }
    }

    private async IAsyncEnumerable<CheckLine> ReleaseAsync(
        ReleaseSettings settings,
        NamespaceFacts[] takingPart,
        InjectionOptions options,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        Found deployment = await cluster.GetAsync(ClusterPaths.Agent(release), cancel);
        Found webhook = await cluster.GetAsync(ClusterPaths.Webhook(release), cancel);
        _isInstalled = !deployment.IsAbsent || !webhook.IsAbsent;
        if (!_isInstalled)
        {
            yield return ReleaseChecks.NotInstalled(release);
            yield break;
        }

        yield return ReleaseChecks.Agent(deployment, release);
        yield return ReleaseChecks.Endpoints(await cluster.GetAsync(KubePath.Core(release.Namespace, "endpoints", release.Name), cancel), release);
        yield return ReleaseChecks.Settings(settings.Answer, settings.Fault, release);
        yield return ReleaseChecks.Webhook(webhook, release);
        if (webhook.IsThere)
        {
            yield return CertificateCheck.Judge(new WebhookView(webhook.Body).CaBundle, clock.GetUtcNow());
        }

        // Where NET_RAW is forbidden a Pod comes back refused, which shows as much; but one that gets the containers shows more.
        NamespaceFacts? space =
            takingPart.FirstOrDefault(facts => PodSecurity.AllowsNetRaw(facts, options.DefaultPodSecurity)) ?? takingPart.FirstOrDefault();
        if (space is not null && webhook.IsThere)
        {
            var dryRun = new DryRunCheck(space.Name, options, settings.Settings is not null, new WebhookView(webhook.Body).Name);
            yield return dryRun.Judge(await cluster.PostAsync(dryRun.Path, dryRun.Pod(), DryRunCheck.Timeout, cancel));
        }
    }

    private async Task<(Permission Permission, Found Answer)[]> MayAsync(IReadOnlyList<Permission> permissions, CancellationToken cancel) =>
        await Task.WhenAll(permissions.Select(async permission => (
            permission,
            await cluster.PostAsync(
                "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", permission.Question(release.Namespace), cancel))));
}
