namespace PodMirror.Capture;

/// <summary>What only a system call tells of the machine and of this process.</summary>
public static class HostFacts
{
    /// <summary>The user as whom this process acts (geteuid): whom the other end of a local socket must be.</summary>
    public static uint EffectiveUserId() => NativeMethods.EffectiveUserId();

    /// <summary>The index of an interface of this thread's network namespace by its name; 0 when there is none.</summary>
    public static int InterfaceIndexOf(string name) => (int)NativeMethods.InterfaceIndexOf(name);
}
