using PodMirror.Injection;
using PodMirror.Kubernetes;

namespace PodMirror.Agent.Injector;

/// <summary>
/// What of the cluster decides over Pods: the namespaces' labels and annotations, and whether every kubelet runs native sidecars. Watched, so that
/// a review asks nobody; only of a namespace that is so new that the watch has not told of it yet is the API server asked.
/// </summary>
internal sealed class ClusterFacts : IDisposable
{
    /// <summary>How long a review waits for a namespace that the watch does not know; the API server waits for us some seconds at most.</summary>
    private static readonly TimeSpan LookupTime = TimeSpan.FromMilliseconds(500);

    /// <summary>Namespaces that are asked for at once. Whoever reaches the webhook can name as many as he likes.</summary>
    private const int MaxLookups = 8;

    private readonly SemaphoreSlim _lookups = new(MaxLookups);
    private readonly KubeClient _client;
    private readonly ResourceWatch<NamespaceFacts> _namespaces;
    private readonly ResourceWatch<KubernetesVersion> _kubelets;
    private volatile InjectionOptions _options;

    /// <summary>Knows nothing until it is run.</summary>
    public ClusterFacts(KubeClient client, InjectionSettings settings)
    {
        (_client, _options) = (client, settings.For(everyKubeletRunsThem: false));
        _namespaces = new(client, KubePath.Core("namespaces"), NamespaceFacts.Read) { Changed = () => NamespacesChanged?.Invoke() };
        _kubelets = new(client, KubePath.Core("nodes"), KubernetesVersion.OfKubelet)
        {
            Changed = () => Take(settings.For(EveryKubeletRunsThem())),
        };
    }

    /// <summary>Called when a namespace was changed.</summary>
    public Action? NamespacesChanged { get; set; }

    /// <summary>The namespaces, by name.</summary>
    public IReadOnlyDictionary<string, NamespaceFacts> Namespaces => _namespaces.Items;

    /// <summary>The options as they are now.</summary>
    public InjectionOptions Options => _options;

    /// <summary>What stands in the way of knowing, in one line; null when nothing does.</summary>
    public string? Trouble => _namespaces.Trouble ?? _kubelets.Trouble;

    /// <summary>Done when everything is known for the first time.</summary>
    public Task Synced => Task.WhenAll(_namespaces.Synced, _kubelets.Synced);

    /// <summary>Watches until it is cancelled.</summary>
    public Task RunAsync(CancellationToken cancel) => Task.WhenAll(_namespaces.RunAsync(cancel), _kubelets.RunAsync(cancel));

    /// <summary>
    /// A namespace; null when nothing can be learnt of it in time. The API server only asks about namespaces that carry the label, so one that does
    /// not carry it here was changed a moment ago.
    /// </summary>
    public async ValueTask<NamespaceFacts?> FindAsync(string name, CancellationToken cancel)
    {
        if (!IsName(name))
        {
            return null;
        }

        bool known = _namespaces.Items.TryGetValue(name, out NamespaceFacts? facts);
        return known && facts!.Labels.ContainsKey(Options.Names.NamespaceLabel) ? facts : await LookUpAsync(name, cancel) ?? facts;
    }

    /// <inheritdoc/>
    public void Dispose() => _lookups.Dispose();

    // The same options stay the same object: what was judged by them is judged anew only when they change.
    private void Take(InjectionOptions options) => _options = options == _options ? _options : options;

    private async Task<NamespaceFacts?> LookUpAsync(string name, CancellationToken cancel)
    {
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        timed.CancelAfter(LookupTime);
        try
        {
            await _lookups.WaitAsync(timed.Token);
            try
            {
                using KubeAnswer answer = await _client.GetAsync($"{KubePath.Core("namespaces")}/{Uri.EscapeDataString(name)}", timed.Token);
                return answer.IsSuccess ? NamespaceFacts.Read(answer.Body) : null;
            }
            finally
            {
                _lookups.Release();
            }
        }
        catch (Exception fault) when (fault is KubeException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    // A DNS label (RFC 1123). Whoever reaches the webhook can name what he likes; the API server is asked for nothing but namespaces.
    private static bool IsName(string name) =>
        name.Length is > 0 and <= 63 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    // Of a cluster of which no node is known nothing is assumed.
    private bool EveryKubeletRunsThem() =>
        _kubelets.Items.Count > 0 && _kubelets.Items.Values.All(kubelet => kubelet.HasNativeSidecars);
}
