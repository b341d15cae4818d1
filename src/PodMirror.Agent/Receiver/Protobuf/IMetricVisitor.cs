namespace PodMirror.Agent.Receiver.Protobuf;

/// <summary>What a walk over a metrics request calls, in the order of the bytes.</summary>
internal interface IMetricVisitor
{
    /// <summary>The scopes that follow are of this resource (which may be empty).</summary>
    void OnResource(ReadOnlySpan<byte> resource);

    /// <summary>The points that follow are of this scope (which may be empty).</summary>
    void OnScope(ReadOnlySpan<byte> scope);

    /// <summary>The next point.</summary>
    void OnPoint(in MetricPoint point);
}
