using static PodMirror.Capture.NativeMethods;

namespace PodMirror.Capture;

/// <summary>
/// CAP_NET_RAW of this thread: raised for as long as it takes to open the ring, then every capability is given away.
/// </summary>
/// <remarks>
/// The executable carries <c>cap_net_raw+p</c>: permitted, not effective. With <c>+ep</c> the kernel refuses to start it where the
/// bounding set lacks the capability; with <c>+p</c> it starts and can say what is missing.
/// </remarks>
public static unsafe class NetRawCapability
{
    /// <summary>Makes the capability effective where it is permitted. What comes of it, opening the ring tells.</summary>
    public static void MakeEffective()
    {
        var header = new CapabilityHeader { Version = CapabilityVersion3 };
        CapabilityWord* words = stackalloc CapabilityWord[2];
        if (GetCapabilities(&header, words) == 0 && (words[0].Permitted & (1u << CapNetRaw)) != 0)
        {
            words[0].Effective |= 1u << CapNetRaw;
            _ = SetCapabilities(&header, words);
        }
    }

    /// <summary>Gives every capability of this thread away for good, those of root too; an open ring needs none.</summary>
    /// <returns>False when the kernel refuses.</returns>
    public static bool DropAll()
    {
        var header = new CapabilityHeader { Version = CapabilityVersion3 };
        CapabilityWord* words = stackalloc CapabilityWord[2];
        words[0] = default;
        words[1] = default;
        return SetCapabilities(&header, words) == 0;
    }
}
