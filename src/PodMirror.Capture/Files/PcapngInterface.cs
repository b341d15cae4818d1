namespace PodMirror.Capture;

/// <summary>An interface of a pcapng section: what its frames begin with and how their times count.</summary>
/// <param name="Link">What frames begin with.</param>
/// <param name="SnapBytes">The most that is captured of a frame, in bytes; 0 for no limit. Only simple packet blocks need it.</param>
/// <param name="FcsBytes">Bytes of frame check sequence at the end of each frame (if_fcslen).</param>
/// <param name="Clock">How times count.</param>
internal readonly record struct PcapngInterface(LinkType Link, uint SnapBytes, int FcsBytes, PcapngClock Clock);
