using static PodMirror.Capture.NativeMethods;

namespace PodMirror.Capture;

/// <summary>How the thread that reads the ring is scheduled.</summary>
public static unsafe class CaptureThread
{
    /// <summary>
    /// Marks this thread as one that works in batches (SCHED_BATCH): when a block wakes it, it does not push the application off the
    /// processor, but waits for its turn; the ring holds what comes meanwhile. Its share of the processor stays what it was. A lower
    /// <c>nice</c> value would do nothing: between containers it is the control groups that weigh. Needs no privilege.
    /// </summary>
    /// <returns>False when the kernel or a sandbox refuses, which costs no more than the courtesy.</returns>
    public static bool YieldToApplication()
    {
        int priority = 0;
        return SetScheduler(0, SchedBatch, &priority) == 0;
    }
}
