using System.Runtime.InteropServices;

namespace PodMirror.Capture;

/// <summary>The ring's memory, shared with the kernel. Unmapped with its owner.</summary>
internal sealed class RingMapping : SafeHandle
{
    private readonly nuint _bytes;

    /// <summary>Maps the whole ring of a socket; invalid when the kernel refuses, errno says why.</summary>
    public RingMapping(DescriptorHandle socket, int bytes)
        : base(invalidHandleValue: -1, ownsHandle: true)
    {
        _bytes = (nuint)bytes;
        SetHandle(NativeMethods.Map(0, _bytes, NativeMethods.ProtReadWrite, NativeMethods.MapShared, socket, 0));
    }

    public override bool IsInvalid => handle == -1;

    protected override bool ReleaseHandle() => NativeMethods.Unmap(handle, _bytes) == 0;
}
