namespace PodMirror.Sidecar.Mirror;

/// <summary>The settings that have a value, each an option and an environment variable.</summary>
internal enum MirrorSetting
{
    /// <summary>Which directions are captured.</summary>
    Mode,

    /// <summary>The ports of which either end must have one.</summary>
    Ports,

    /// <summary>The servers whose traffic is left out.</summary>
    Exclude,

    /// <summary>The only interface.</summary>
    Interface,

    /// <summary>Bytes of each body that are kept.</summary>
    MaxBodyBytes,

    /// <summary>Bytes of the ring.</summary>
    RingBytes,

    /// <summary>Bytes of a block of the ring.</summary>
    BlockBytes,

    /// <summary>The name of tme's socket.</summary>
    Socket,

    /// <summary>The user whom tme runs as.</summary>
    PeerUid,

    /// <summary>How long to drain at the end.</summary>
    DrainSeconds,

    /// <summary>The share of the CPU limit above which less is told.</summary>
    CpuShare,

    /// <summary>The CPU limit, where the control group does not say it.</summary>
    CpuLimit,
}
