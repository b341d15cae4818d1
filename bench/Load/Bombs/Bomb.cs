namespace PodMirror.Bench.Load;

/// <summary>A body that is made to cost whoever reads it far more than whoever sends it.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Type">The media type that it claims.</param>
/// <param name="Coding">The content codings that it claims.</param>
/// <param name="Make">Makes it.</param>
internal sealed record Bomb(string Name, string Type, string Coding, Func<byte[]> Make);
