using System.Text;
using PodMirror.Agent.Metrics;
using PodMirror.Agent.Receiver.Protobuf;
using PodMirror.Agent.Store;
using PodMirror.Spans;

namespace PodMirror.Agent.Sidecars;

/// <summary>
/// What sidecars told of themselves last, by Pod. In memory, bounded, forgotten with age: it is told anew each minute. For several threads.
/// </summary>
/// <param name="metrics">Counts the points.</param>
/// <param name="clock">The clock.</param>
internal sealed class SidecarTable(AgentMetrics metrics, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<SidecarKey, SidecarPod> _pods = [];
    private readonly SidecarTotals _mirrors = SidecarTotals.OfMirrors();
    private readonly SidecarTotals _tmes = SidecarTotals.OfTmes();
    private readonly DateTimeOffset _beganAt = clock.GetUtcNow();
    private DateTimeOffset _sweptAt = clock.GetUtcNow();

    /// <summary>Takes a point of ours.</summary>
    /// <param name="key">Whose it is.</param>
    /// <param name="point">The point.</param>
    public void Take(SidecarKey key, in MetricPoint point)
    {
        lock (_gate)
        {
            metrics.PointsReceived.Add();
            if (TryTake(key, point) is { } reason)
            {
                metrics.PointsIgnored.Add(reason);
            }
            else
            {
                metrics.PointsKept.Add();
            }
        }
    }

    /// <summary>Counts a point that is not kept.</summary>
    public void Ignore(PointIgnoreReason reason)
    {
        metrics.PointsReceived.Add();
        metrics.PointsIgnored.Add(reason);
    }

    /// <summary>Reads what is known, while nothing changes.</summary>
    /// <param name="read">Reads the Pods, by namespace and name.</param>
    public T Read<T>(Func<IReadOnlyList<SidecarPod>, T> read)
    {
        lock (_gate)
        {
            Sweep();
            return read([
                .. _pods.Values.OrderBy(pod => pod.Key.Namespace, StringComparer.Ordinal)
                    .ThenBy(pod => pod.Key.Pod, StringComparer.Ordinal)
                    .ThenBy(pod => pod.Key.Service, StringComparer.Ordinal),
            ]);
        }
    }

    /// <summary>Reads the sums over all Pods, while nothing changes.</summary>
    /// <param name="read">Reads them with the Pods that there are.</param>
    public void ReadTotals(Action<IReadOnlyCollection<SidecarPod>, SidecarTotals, SidecarTotals> read)
    {
        lock (_gate)
        {
            Sweep();
            read(_pods.Values, _mirrors, _tmes);
        }
    }

    // Null when it is kept.
    private PointIgnoreReason? TryTake(SidecarKey key, in MetricPoint point)
    {
        SidecarTotals? totals = Find(point, out LedgerMetric? metric, out int counter);
        if (totals is null)
        {
            return PointIgnoreReason.UnknownPoint;
        }

        if (PodOf(key) is not { } pod)
        {
            return PointIgnoreReason.TooManyPods;
        }

        LastLedger ledger = totals == _mirrors ? pod.Mirror : pod.Tme;
        if (!ledger.TryTake(metric!, counter, point, FirstNs(), out long growth))
        {
            return PointIgnoreReason.Outdated;
        }

        totals.Add(counter, growth);
        pod.HeardAt = clock.GetUtcNow();
        return null;
    }

    private SidecarTotals? Find(in MetricPoint point, out LedgerMetric? metric, out int counter)
    {
        (metric, counter) = (null, 0);
        if (!point.IsWhole || point.Value < 0 || point.TimeNs == 0 || point.AttributeCount > 1 || TextBytes(point) > SidecarLimits.MaxNameBytes)
        {
            return null;
        }

        string name = Encoding.UTF8.GetString(point.Name);
        string? attribute = point.AttributeCount == 0 ? null : Encoding.UTF8.GetString(point.AttributeName);
        string? value = point.AttributeCount == 0 ? null : Encoding.UTF8.GetString(point.AttributeValue);
        SidecarTotals? totals = _mirrors.Metrics.TryFind(name, attribute, value, out metric, out counter) ? _mirrors
            : _tmes.Metrics.TryFind(name, attribute, value, out metric, out counter) ? _tmes
            : null;
        return metric?.Kind == point.Kind ? totals : null;
    }

    private static int TextBytes(in MetricPoint point) => point.Name.Length + point.AttributeName.Length + point.AttributeValue.Length;

    private SidecarPod? PodOf(SidecarKey key)
    {
        if (_pods.TryGetValue(key, out SidecarPod? pod))
        {
            return pod;
        }

        if (_pods.Count >= SidecarLimits.MaxPods && clock.GetUtcNow() - _sweptAt >= SidecarLimits.SweepInterval)
        {
            Sweep();
        }

        return _pods.Count < SidecarLimits.MaxPods ? _pods[key] = new SidecarPod(key) : null;
    }

    // What began after this was heard from its beginning on, or was not there when a Pod of its name was forgotten.
    private long FirstNs()
    {
        DateTimeOffset oldest = clock.GetUtcNow() - SidecarLimits.MaxAge;
        return UnixTime.Nanoseconds(oldest > _beganAt ? oldest : _beganAt);
    }

    private void Sweep()
    {
        _sweptAt = clock.GetUtcNow();
        foreach ((SidecarKey key, SidecarPod pod) in _pods)
        {
            if (_sweptAt - pod.HeardAt > SidecarLimits.MaxAge)
            {
                _pods.Remove(key);
            }
        }
    }
}
