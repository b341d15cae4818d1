using PodMirror.Capture;
using PodMirror.Exchange;
using PodMirror.Protocols;

namespace PodMirror.Sidecar.Replay;

/// <summary>Takes one capture through the pipeline, from its first frame to what is still open at its end.</summary>
/// <remarks>Each file has decoder and pipeline of its own: connections and fragments do not reach from one file into another.</remarks>
public sealed class FileReplay
{
    /// <summary>Frames between two looks at the clock of the progress bar and at the spool; a power of two.</summary>
    private const int FramesBetweenReports = 1024;

    private readonly MirrorLedger _ledger;
    private readonly PacketDecoder _decoder;
    private readonly FlowPipeline _pipeline;
    private readonly IReadOnlyList<AddressRange> _local;

    /// <summary>Prepares the pipeline.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="ledger">Counts.</param>
    /// <param name="sink">Takes the exchanges.</param>
    public FileReplay(ReplayOptions options, MirrorLedger ledger, IExchangeSink sink)
    {
        _ledger = ledger;
        _local = options.Local;
        _decoder = new PacketDecoder(ledger);
        var limits = new PipelineOptions { Mode = options.Mode, MaxBodyBytes = options.MaxBodyBytes };
        _pipeline = new FlowPipeline(limits, ledger, sink, serverPorts: null);
    }

    /// <summary>Reads the whole file. What it holds never throws.</summary>
    /// <param name="reader">The file.</param>
    /// <param name="report">Called now and then between two frames.</param>
    /// <returns>Why reading ended: <see cref="ReadStatus.End"/>, or what is wrong with the file.</returns>
    /// <exception cref="IOException">The file or the spool cannot be read or written.</exception>
    public ReadStatus Run(CaptureFileReader reader, Action report)
    {
        int frames = 0;
        ReadStatus status;
        while ((status = reader.TryRead(out CapturedFrame frame)) == ReadStatus.Frame)
        {
            OnFrame(frame);
            if ((++frames & (FramesBetweenReports - 1)) == 0)
            {
                report();
            }
        }

        if (status == ReadStatus.Truncated)
        {
            _ledger[MirrorCounter.FilesTruncated]++;
        }

        _decoder.Finish();
        _pipeline.Finish();
        return status;
    }

    private void OnFrame(in CapturedFrame frame)
    {
        if (_decoder.TryDecode(frame, out TcpSegment segment))
        {
            if (_local.Count > 0)
            {
                segment.Origin = OriginOf(segment);
            }

            _pipeline.OnSegment(segment);
        }
    }

    /// <summary>By the Pod's addresses. Between two of them, or with none, nothing tells which end is meant.</summary>
    private PacketOrigin OriginOf(in TcpSegment segment)
    {
        bool isSource = IsLocal(segment.Source);
        return isSource == IsLocal(segment.Destination) ? PacketOrigin.Unknown : isSource ? PacketOrigin.Outgoing : PacketOrigin.Incoming;
    }

    private bool IsLocal(IpEndpoint endpoint)
    {
        foreach (AddressRange range in _local)
        {
            if (range.Contains(endpoint))
            {
                return true;
            }
        }

        return false;
    }
}
