namespace PodMirror.Spans;

/// <summary>Hears what became of spans. Called from any thread.</summary>
public interface IExportListener
{
    /// <summary>A batch is at its end, and belongs to the listener again. Called once for each.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="exported">Spans of it that the receiver has.</param>
    /// <param name="dropped">Spans of it that it will never have: the others.</param>
    /// <param name="reason">Why they were dropped.</param>
    void OnEnd(ExportBatch batch, int exported, int dropped, DropReason reason);

    /// <summary>An attempt failed and is repeated after a wait.</summary>
    void OnRetry(string reason, TimeSpan wait);

    /// <summary>Something that a person should know: the first failure after a success, and the first success after failures.</summary>
    void OnNotice(string line);
}
