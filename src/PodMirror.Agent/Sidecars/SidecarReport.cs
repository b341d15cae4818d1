using System.Text;
using PodMirror.Agent.Metrics;
using PodMirror.Agent.Receiver.Protobuf;
using PodMirror.Agent.Store;
using PodMirror.Spans;

namespace PodMirror.Agent.Sidecars;

/// <summary>Takes the points of one request into the table: those of our own scope, by the Pod that their resource names.</summary>
/// <param name="table">The table.</param>
internal sealed class SidecarReport(SidecarTable table) : IMetricVisitor
{
    private const int ScopeNameField = 1;

    private static readonly byte[] OurScope = Encoding.UTF8.GetBytes(SpanSource.ScopeName);

    private SidecarKey _key;
    private bool _hasPod;
    private bool _isOurs;

    /// <inheritdoc/>
    public void OnResource(ReadOnlySpan<byte> resource)
    {
        SourceNames names = SourceNames.Of(resource);
        int bytes = names.Namespace.Length + names.Pod.Length + names.Service.Length;
        _hasPod = names.Pod.Length + names.Service.Length > 0 && bytes <= SidecarLimits.MaxNameBytes;
        _key = _hasPod
            ? new SidecarKey(Encoding.UTF8.GetString(names.Namespace), Encoding.UTF8.GetString(names.Pod), Encoding.UTF8.GetString(names.Service))
            : default;
    }

    /// <inheritdoc/>
    public void OnScope(ReadOnlySpan<byte> scope)
    {
        ReadOnlySpan<byte> name = default;
        var reader = new ProtoReader(scope);
        while (reader.TryReadTag(out int field, out WireType wire))
        {
            _ = field == ScopeNameField ? reader.TryReadBytes(wire, out name) : reader.TrySkip(wire);
        }

        _isOurs = name.SequenceEqual(OurScope);
    }

    /// <inheritdoc/>
    public void OnPoint(in MetricPoint point)
    {
        if (_isOurs && _hasPod)
        {
            table.Take(_key, point);
        }
        else
        {
            table.Ignore(_isOurs ? PointIgnoreReason.NoPod : PointIgnoreReason.ForeignScope);
        }
    }
}
