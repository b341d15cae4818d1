namespace PodMirror.Protocols;

/// <summary>Where a reader of frames is.</summary>
internal enum FrameReaderState : byte
{
    /// <summary>In the client's preface.</summary>
    Preface,

    /// <summary>In the nine bytes before a payload.</summary>
    Header,

    /// <summary>In the payload of DATA.</summary>
    Data,

    /// <summary>In a payload that is needed whole.</summary>
    Gather,

    /// <summary>In a payload that nobody needs.</summary>
    Skip,

    /// <summary>Not in step: until a segment begins with a frame.</summary>
    Lost,
}
