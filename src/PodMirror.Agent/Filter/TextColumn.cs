using PodMirror.Agent.Store;

namespace PodMirror.Agent.Filter;

/// <summary>A text of a row.</summary>
/// <param name="row">The row.</param>
/// <returns>UTF-8; empty where the row has none.</returns>
internal delegate ReadOnlySpan<byte> TextColumn(in ExchangeRow row);
