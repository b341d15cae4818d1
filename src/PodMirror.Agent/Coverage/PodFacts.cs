namespace PodMirror.Agent.Coverage;

/// <summary>What coverage keeps of a Pod.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="Uid">Its uid.</param>
/// <param name="Node">The node it is on, or empty.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Owner">Who made it; itself when nobody did.</param>
/// <param name="Decisive">The parts of the object that decide over injection, as JSON: the rest is not worth its memory.</param>
/// <param name="Sidecars">Our containers, as far as they are told of.</param>
internal sealed record PodFacts(
    string Namespace,
    string Name,
    string Uid,
    string Node,
    DateTimeOffset Created,
    PodOwner Owner,
    ReadOnlyMemory<byte> Decisive,
    IReadOnlyList<SidecarState> Sidecars);
