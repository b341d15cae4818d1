namespace PodMirror.Bench.Load;

/// <summary>One line of a tool's output.</summary>
/// <param name="Asked">The request's number; -1 when there is no request.</param>
/// <param name="Answered">The response's number; -1 when there is no response.</param>
/// <param name="SaysDamaged">Whether the tool says that something about it is damaged.</param>
/// <param name="BodyRight">Whether both bodies are those that were sent; null when the tool does not give them.</param>
internal readonly record struct Seen(int Asked, int Answered, bool SaysDamaged, bool? BodyRight)
{
    /// <summary>A line that is neither a request nor a response.</summary>
    public static readonly Seen Nothing = new(-1, -1, false, null);
}
