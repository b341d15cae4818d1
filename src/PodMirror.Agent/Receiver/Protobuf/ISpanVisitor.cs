namespace PodMirror.Agent.Receiver.Protobuf;

/// <summary>What a walk over a trace request calls, in the order of the bytes. Positions are offsets of tags in the request.</summary>
internal interface ISpanVisitor
{
    /// <summary>The scopes that follow are of this resource (which may be empty); the position is that of its ResourceSpans.</summary>
    void OnResource(ReadOnlySpan<byte> resource, int tagPosition);

    /// <summary>The spans that follow are of this scope (which may be empty); the position is that of its ScopeSpans.</summary>
    void OnScope(ReadOnlySpan<byte> scope, int tagPosition);

    /// <summary>The next span.</summary>
    void OnSpan(ReadOnlySpan<byte> span, int tagPosition);
}
