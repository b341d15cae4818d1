using PodMirror.Capture;
using PodMirror.Exchange;
using PodMirror.Spans;

namespace PodMirror.Sidecar.Replay;

/// <summary>
/// The whole of replay: file after file through the pipeline into the spool, and from there in order to the output.
/// </summary>
public sealed class ReplayRun : IDisposable
{
    // Few enough for a bar that moves also with large bodies, many enough for the clock to cost nothing.
    private const int ExchangesBetweenReports = 64;

    private const string StandardInputPath = "/dev/stdin";

    private readonly ReplayOptions _options;
    private readonly ReplayTerminal _terminal;
    private readonly MirrorLedger _ledger = new();
    private readonly OutputBuffer _output;
    private readonly WireContents _contents;
    private readonly IExchangeFormatter _formatter;
    private readonly SpoolStorage _storage = new(SpoolStorage.DefaultMemorySegments, Path.GetTempPath());
    private readonly ExchangeSpool _spool;

    private ReplayRun(ReplayOptions options, ReplayTerminal terminal, Stream destination, DescriptorSet? descriptors)
    {
        _options = options;
        _terminal = terminal;
        _output = new OutputBuffer(destination);
        _contents = new WireContents(options.Redact, options.MaxBodyBytes, descriptors);
        _formatter = MakeFormatter(descriptors);
        bool keepContents = options.Format != ReplayFormat.Text || options.Verbose;
        _spool = new ExchangeSpool(_ledger, _storage, keepContents);
    }

    /// <summary>Whether the output leaves the terminal to the progress bar; else it shows itself that it goes on.</summary>
    private bool OutputIsApart => _options.Output is not null || _terminal.OutputIsRedirected;

    /// <summary>Does what the options ask for.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(ReplayOptions options, ReplayTerminal terminal)
    {
        DescriptorSet? descriptors = DescriptorFile.Read(options.Descriptors, out string? fault);
        fault ??= DescriptorFile.Warning(options.Descriptors, descriptors);
        if (fault is not null)
        {
            terminal.Error.WriteLine($"podmirror: {fault}");
        }

        if (descriptors is null && fault is not null)
        {
            return ExitCode.Error;
        }

        if (options.Output is null)
        {
            using var toStandardOutput = new ReplayRun(options, terminal, terminal.Output, descriptors);
            return toStandardOutput.Run();
        }

        if (IsInput(options.Output, options.Files))
        {
            terminal.Error.WriteLine($"podmirror: {options.Output}: the output is one of the inputs");
            return ExitCode.Usage;
        }

        using FileStream? file = Create(options.Output, terminal.Error);
        if (file is null)
        {
            return ExitCode.Error;
        }

        using var toFile = new ReplayRun(options, terminal with { Colours = false }, file, descriptors);
        return toFile.Run();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        (_formatter as IDisposable)?.Dispose();
        _spool.Dispose();
        _storage.Dispose();
        _contents.Dispose();
    }

    /// <summary>By whatever name: opening it as the output would empty it before it is read.</summary>
    private static bool IsInput(string output, IReadOnlyList<string> files) =>
        FileIdentity.OfRegularFile(output) is { } identity
        && files.Any(file => FileIdentity.OfRegularFile(file == OptionRules.StandardInput ? StandardInputPath : file) == identity);

    private static FileStream? Create(string path, TextWriter errors)
    {
        try
        {
            return new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        }
        catch (Exception e) when (FileErrors.IsOfFiles(e))
        {
            errors.WriteLine($"podmirror: {path}: cannot be written: {FileErrors.Reason(e, path)}");
            return null;
        }
    }

    private IExchangeFormatter MakeFormatter(DescriptorSet? descriptors)
    {
        switch (_options.Format)
        {
            case ReplayFormat.Json:
                return new JsonFormatter(_output, _contents);
            case ReplayFormat.Otlp:
                return new OtlpFormatter(_output, _options.Redact, _options.MaxBodyBytes, Environment.GetEnvironmentVariable, descriptors);
            default:
                var style = new TextStyle(_terminal.Colours);
                TextDetails? details = _options.Verbose ? new TextDetails(_output, _contents, style) : null;
                return new TextFormatter(_output, _contents, style, details);
        }
    }

    private int Run()
    {
        int exitCode = ExitCode.Ok;
        try
        {
            foreach (string file in _options.Files)
            {
                exitCode = Math.Max(exitCode, ReplayFile(file));
            }

            _output.Flush();
        }
        catch (IOException e) when (_output.HasFailed)
        {
            // Whoever read the output has seen enough, as head does: no error of ours.
            if (!FileErrors.IsBrokenPipe(e))
            {
                string name = _options.Output ?? "standard output";
                _terminal.Error.WriteLine($"podmirror: {name}: cannot be written: {FileErrors.Reason(e, name)}");
                exitCode = ExitCode.Error;
            }
        }
        catch (Exception e) when (FileErrors.IsOfFiles(e))
        {
            string folder = Path.GetTempPath();
            _terminal.Error.WriteLine(
                $"podmirror: {folder}: the temporary file failed: {FileErrors.Reason(e, folder)}; set TMPDIR to a folder with room");
            exitCode = ExitCode.Error;
        }

        if (_options.Stats)
        {
            _terminal.Error.WriteLine(LedgerJson.Format(_ledger));
        }

        return exitCode;
    }

    private int ReplayFile(string file)
    {
        Stream? stream = null;
        try
        {
            stream = Open(file, out long totalBytes);
            using var reader = new CaptureFileReader(stream);
            return ReplayFile(file, reader, totalBytes);
        }
        catch (Exception e) when (stream is null && FileErrors.IsOfFiles(e))
        {
            return Fail($"{file}: {FileErrors.Reason(e, file)}");
        }
    }

    private int ReplayFile(string file, CaptureFileReader reader, long totalBytes)
    {
        var progress = new ReplayProgress(_terminal.Progress ? _terminal.Error : null, _terminal.Clock, Path.GetFileName(file));
        var replay = new FileReplay(_options, _ledger, _spool);
        ReadStatus status = replay.Run(reader, () =>
        {
            progress.ReportRead(reader.BytesRead, totalBytes);
            if (_spool.IsFull)
            {
                GiveOut(progress);
            }
        });
        GiveOut(progress);
        _output.Flush();
        progress.Clear();
        switch (status)
        {
            case ReadStatus.Truncated when reader.ErrorOffset > 0:
                _terminal.Error.WriteLine(
                    $"podmirror: {file}: offset {reader.ErrorOffset}: warning: {reader.ErrorReason}; everything before it was read");
                return ExitCode.Ok;
            case ReadStatus.Truncated or ReadStatus.Corrupt:
                return Fail($"{file}: offset {reader.ErrorOffset}: {reader.ErrorReason ?? "no capture file"}");
            default:
                return ExitCode.Ok;
        }
    }

    private int Fail(string message)
    {
        _terminal.Error.WriteLine($"podmirror: {message}");
        return ExitCode.Error;
    }

    private Stream Open(string file, out long totalBytes)
    {
        totalBytes = 0;
        if (file == OptionRules.StandardInput)
        {
            return _terminal.Input;
        }

        var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan);
        totalBytes = stream.CanSeek ? stream.Length : 0;
        return stream;
    }

    private void GiveOut(ReplayProgress progress)
    {
        if (!OutputIsApart)
        {
            progress.Clear();
        }

        _spool.Sort();
        for (int position = 0; position < _spool.Count; position++)
        {
            if (OutputIsApart && position % ExchangesBetweenReports == 0)
            {
                progress.ReportWritten(position, _spool.Count);
            }

            if (!_formatter.TryWrite(_spool.Read(position)))
            {
                _ledger[MirrorCounter.ExchangesSent]--;
                _ledger[MirrorCounter.ExchangesAcknowledged]--;
                _ledger[MirrorCounter.ExchangesDroppedTooLarge]++;
            }
        }

        _spool.Clear();
    }
}
