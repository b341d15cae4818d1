namespace PodMirror.Protocols;

/// <summary>Types of frames (RFC 9113 section 6, and those registered since). Others are passed over, as the RFC says.</summary>
internal enum FrameType : byte
{
    Data = 0,
    Headers = 1,
    Priority = 2,
    RstStream = 3,
    Settings = 4,
    PushPromise = 5,
    Ping = 6,
    GoAway = 7,
    WindowUpdate = 8,
    Continuation = 9,
    AlternativeService = 10,
    Origin = 12,
    PriorityUpdate = 16,
}
