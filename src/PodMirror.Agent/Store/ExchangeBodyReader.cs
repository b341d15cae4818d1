namespace PodMirror.Agent.Store;

/// <summary>Takes one exchange as it is stored: its row, and the protobuf of its resource, scope and span. All live for the call only.</summary>
internal delegate void ExchangeBodyReader(ExchangeRow row, ReadOnlySpan<byte> resource, ReadOnlySpan<byte> scope, ReadOnlySpan<byte> span);
