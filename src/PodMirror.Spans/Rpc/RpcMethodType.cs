namespace PodMirror.Spans;

/// <summary>A method of a service by its descriptor.</summary>
internal sealed class RpcMethodType
{
    /// <summary>The full name of what it takes, and the one of what it gives.</summary>
    internal required (string Input, string Output) TypeNames { get; init; }

    /// <summary>What a request's messages are; null where that is not in the set.</summary>
    internal MessageType? Input { get; set; }

    /// <summary>What a response's messages are; null where that is not in the set.</summary>
    internal MessageType? Output { get; set; }
}
