using PodMirror.Capture;
using PodMirror.Exchange;
using PodMirror.Sidecar.Replay;

namespace PodMirror.Corpus.Tests;

/// <summary>One capture, taken through the same reader, decoder and pipeline as replay takes it.</summary>
internal sealed class CaptureRun
{
    private CaptureRun(List<SeenExchange> seen, MirrorLedger ledger, ReadStatus end)
    {
        Seen = seen;
        Ledger = ledger;
        End = end;
    }

    /// <summary>The exchanges, in the order in which they ended.</summary>
    public List<SeenExchange> Seen { get; }

    /// <summary>The counts at the end.</summary>
    public MirrorLedger Ledger { get; }

    /// <summary>How the file ended.</summary>
    public ReadStatus End { get; }

    /// <summary>Runs a file.</summary>
    public static CaptureRun Of(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Of(stream);
    }

    /// <summary>Runs a file's bytes.</summary>
    public static CaptureRun Of(Stream stream)
    {
        var ledger = new MirrorLedger();
        var collector = new ExchangeCollector(ledger);
        using var reader = new CaptureFileReader(stream);
        ReadStatus end = new FileReplay(new ReplayOptions { Files = [] }, ledger, collector).Run(reader, () => { });
        return new CaptureRun(collector.Seen, ledger, end);
    }
}
