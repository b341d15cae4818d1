namespace PodMirror.Corpus.Tests;

/// <summary>A request as tshark lists it.</summary>
/// <param name="Frame">The frame in which it became whole.</param>
/// <param name="TimeNs">That frame's time, nanoseconds since 1970-01-01 UTC.</param>
/// <param name="Stream">tshark's number of the TCP connection.</param>
/// <param name="Method">The method.</param>
/// <param name="Target">The request target.</param>
/// <param name="Host">The Host field; null when it cannot be told.</param>
internal sealed record TruthRequest(int Frame, long TimeNs, string Stream, string Method, string Target, string? Host);
