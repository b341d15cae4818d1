namespace PodMirror.Agent.Store;

/// <summary>
/// The limits of the store. Its bytes on disk are held by three nested bounds:
/// <code>
/// MaxBytes ─┬─ journal allowance   the WAL: checkpointed past CheckpointBytes, plus the largest transaction
///           └─ file bound          max_page_count, which SQLite itself never passes
///                └─ fill bound     file bound less one transaction: the oldest rows are deleted before each transaction until this holds
/// </code>
/// </summary>
internal static class StoreLimits
{
    /// <summary>SQLite's default page, which the bounds are counted in.</summary>
    public const int PageBytes = 4096;

    /// <summary>A transaction ends at this many bytes of spans: short enough that readers and the queue never wait long.</summary>
    public const int MaxTransactionBytes = 1 << 20;

    /// <summary>A transaction ends at this many rows, whose columns and index entries are below 1 KiB each.</summary>
    public const int MaxTransactionRows = 2048;

    /// <summary>What one transaction can add at most: the largest span (4 MiB), or the largest batch with its columns and indexes.</summary>
    public const long TransactionAllowance = 8 << 20;

    /// <summary>The journal is written back into the file when it passes this.</summary>
    public const long CheckpointBytes = 4 << 20;

    /// <summary>The journal: <see cref="CheckpointBytes"/>, a transaction past it, and as much again for a deletion at the same time.</summary>
    public const long JournalAllowance = CheckpointBytes + TransactionAllowance + (4 << 20);

    /// <summary>Below this there is no room for the allowances and a day of anything.</summary>
    public const long MinMaxBytes = 64 << 20;

    /// <summary>A deletion ends at this many rows...</summary>
    public const int DeleteStepRows = 512;

    /// <summary>...or this many bytes of spans, whichever comes first, so that little more is deleted than must be.</summary>
    public const long DeleteStepBytes = 1 << 20;

    /// <summary>Deletion steps for age in one round; between rounds the queue has its turn.</summary>
    public const int DeleteStepsPerRound = 64;

    /// <summary>Pages given back to the file system in one step.</summary>
    public const int VacuumStepPages = 512;

    /// <summary>Free pages that stay in the file for the rows to come (8 MiB): to give them back and take them again is wasted work.</summary>
    public const int FreePagesKept = 2048;

    /// <summary>Texts in columns are for filters and lists; the whole is in the span. A path:</summary>
    public const int MaxPathBytes = 2048;

    /// <summary>Any other text.</summary>
    public const int MaxTextBytes = 256;

    /// <summary>The names of anomalies of one row together; all that exist take 700.</summary>
    public const int MaxAnomaliesBytes = 1024;

    /// <summary>How far ahead of the agent's clock a span may claim to have begun before its time of arrival is taken instead.</summary>
    public const long MaxClockSkewNs = 60_000_000_000;

    /// <summary>How long a reader may run before it is interrupted: past this a person has given up, and the journal waits for it.</summary>
    public const int ReadTimeoutSeconds = 5;

    /// <summary>How long the writer waits for readers before it tries later: a little longer than any of them may run.</summary>
    public const int BusyTimeoutMs = (ReadTimeoutSeconds * 1000) + 500;

    /// <summary>Readers at the same time: more would only take each other's processor.</summary>
    public const int MaxReaders = 4;

    /// <summary>Distinct resources and scopes whose row is remembered; a cluster has one per container.</summary>
    public const int MaxCachedSources = 4096;
}
