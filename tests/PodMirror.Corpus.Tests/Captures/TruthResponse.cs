namespace PodMirror.Corpus.Tests;

/// <summary>A final response as tshark lists it.</summary>
/// <param name="Frame">The frame in which it became whole.</param>
/// <param name="TimeNs">That frame's time, nanoseconds since 1970-01-01 UTC.</param>
/// <param name="Stream">tshark's number of the TCP connection.</param>
/// <param name="Status">The status code.</param>
/// <param name="RequestFrame">The frame of the request that it answers; null when tshark found none.</param>
internal sealed record TruthResponse(int Frame, long TimeNs, string Stream, int Status, int? RequestFrame);
