namespace PodMirror.Capture;

/// <summary>What an IP header says about a fragment.</summary>
/// <param name="Identification">Which datagram of its sender it is part of: 16 bits in IPv4, 32 in IPv6.</param>
/// <param name="Protocol">What the datagram carries.</param>
/// <param name="Offset">Where in the datagram's payload it begins, in bytes; a multiple of eight.</param>
/// <param name="More">Whether others come after it.</param>
internal readonly record struct Fragment(uint Identification, byte Protocol, int Offset, bool More);
