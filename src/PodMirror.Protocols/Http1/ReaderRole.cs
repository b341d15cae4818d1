namespace PodMirror.Protocols;

/// <summary>What a direction carries.</summary>
internal enum ReaderRole : byte
{
    Unknown,
    Requests,
    Responses,
}
