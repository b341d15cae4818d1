namespace PodMirror.Agent.Queue;

/// <summary>The limits of the durable queue. docs/queue.md says what follows from each.</summary>
internal static class QueueLimits
{
    /// <summary>Batches are some ten to some hundred KiB: pages twice SQLite's default halve the frames of the journal.</summary>
    public const int PageBytes = 8192;

    /// <summary>
    /// The journal is written back when it passes this. What is forwarded by then was deleted again, and its pages hold newer batches: the larger
    /// the journal, the less of what passes through is ever written twice.
    /// </summary>
    public const long CheckpointBytes = 32 << 20;

    /// <summary>A transaction takes no further request past this many bytes, so that none waits long for its answer.</summary>
    public const long MaxTransactionBytes = 8 << 20;

    /// <summary>A transaction takes no further request past this many.</summary>
    public const int MaxTransactionBatches = 1024;

    /// <summary>No queue comes to this id, so that one past it is damage; and none that is added to it overflows.</summary>
    public const long MaxId = 1L << 60;

    /// <summary>Rows deleted in one transaction: a backlog that was dropped goes in steps, and senders never wait for it.</summary>
    public const int DeleteStepBatches = 2048;

    /// <summary>Rows that are looked at in one step when the oldest are dropped.</summary>
    public const int DropStepBatches = 256;

    /// <summary>
    /// Runs of lost batches that are remembered one by one: more than the pages of a file that is worth saving go bad, in a row of 64 KiB.
    /// </summary>
    public const int MaxLostRuns = 4096;

    /// <summary>The largest batch: the largest body that is received, with what is known of its Pods added.</summary>
    public const int MaxBatchBytes = 2 * Receiver.ReceiverLimits.MaxHttpBodyBytes;

    /// <summary>Batches handed out at once, so that no list grows with a backlog of tiny ones.</summary>
    public const int MaxDeliveryBatches = 512;

    /// <summary>The smallest bound of a destination: some of the largest requests.</summary>
    public const long MinDestinationBytes = 48L << 20;

    /// <summary>A file this much larger than what is in it is written anew when little is in it.</summary>
    public const long ShrinkBytes = 64 << 20;

    /// <summary>"Little", in bytes: what the writing anew may cost.</summary>
    public const long ShrinkContentBytes = 4 << 20;

    /// <summary>What destinations have done is written with the next batch, or alone after this long: a crash repeats that much.</summary>
    public static readonly TimeSpan SettleDelay = TimeSpan.FromMilliseconds(20);

    /// <summary>How long nothing may fail before the queue is called well again; what fails meanwhile is the same trouble, told once.</summary>
    public static readonly TimeSpan TroubleHold = TimeSpan.FromSeconds(5);

    /// <summary>How often age and size of the file are looked at, and how soon a file in trouble is tried again.</summary>
    public static readonly TimeSpan HousekeepingPeriod = TimeSpan.FromSeconds(1);
}
