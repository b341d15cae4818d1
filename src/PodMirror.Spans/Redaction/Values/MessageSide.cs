namespace PodMirror.Spans;

/// <summary>Whose message something stands in.</summary>
internal enum MessageSide : byte
{
    /// <summary>The request.</summary>
    Request,

    /// <summary>The response.</summary>
    Response,
}
