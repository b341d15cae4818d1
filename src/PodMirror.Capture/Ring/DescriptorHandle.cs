using Microsoft.Win32.SafeHandles;

namespace PodMirror.Capture;

/// <summary>A file descriptor of the capture: the packet socket or the event that wakes its reader. Closed with its owner.</summary>
internal sealed class DescriptorHandle : SafeHandleMinusOneIsInvalid
{
    /// <summary>For the marshaller.</summary>
    public DescriptorHandle()
        : base(ownsHandle: true)
    {
    }

    protected override bool ReleaseHandle() => NativeMethods.Close(handle) == 0;
}
