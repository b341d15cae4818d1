using PodMirror.Exchange;

namespace PodMirror.Sidecar.Mirror;

/// <summary>Reads the records that tme sends back. Pure: bytes in, a number and settings out.</summary>
internal sealed class TmeRecordReader
{
    /// <summary>A record that does not fit is none that tme sends: the largest is one of settings, of less than 300 bytes.</summary>
    private readonly byte[] _buffer = new byte[4096];
    private int _held;

    /// <summary>Where to put received bytes.</summary>
    public Span<byte> Room => _buffer.AsSpan(_held);

    /// <summary>The last acknowledgement read: exchanges of this connection that are exported or counted.</summary>
    public ulong Disposed { get; private set; }

    /// <summary>The last settings that could be read; null when none came since <see cref="TakeSettings"/>.</summary>
    public CaptureSettings? Settings { get; private set; }

    /// <summary>Records of settings so far that could not be right. The connection goes on, and what held before still does.</summary>
    public long SettingsRefused { get; private set; }

    /// <summary>Reads what came into <see cref="Room"/>.</summary>
    /// <returns>False when it is no record, or takes an acknowledgement back: the connection is beyond help.</returns>
    public bool TryTake(int received)
    {
        ReadOnlySpan<byte> rest = _buffer.AsSpan(0, _held + received);
        while (true)
        {
            RecordStatus status = RecordFormat.TryRead(rest, out RecordKind kind, out ReadOnlySpan<byte> body, out int consumed);
            if (status == RecordStatus.Complete && kind == RecordKind.Acknowledgement)
            {
                if (!RecordFormat.TryReadAcknowledgement(body, out ulong disposed) || disposed < Disposed)
                {
                    return false;
                }

                Disposed = disposed;
            }
            else if (status == RecordStatus.Complete && kind == RecordKind.Settings)
            {
                CaptureSettings? settings = CaptureSettingsRecord.TryRead(body);
                SettingsRefused += settings is null ? 1 : 0;
                Settings = settings ?? Settings;
            }
            else if (status != RecordStatus.Complete)
            {
                rest.CopyTo(_buffer);
                _held = rest.Length;
                return status == RecordStatus.NeedMore && _held < _buffer.Length;
            }

            rest = rest[consumed..];
        }
    }

    /// <summary>Gives <see cref="Settings"/> out, once.</summary>
    public CaptureSettings? TakeSettings()
    {
        CaptureSettings? settings = Settings;
        Settings = null;
        return settings;
    }

    /// <summary>Begins anew, for another connection.</summary>
    public void Reset()
    {
        _held = 0;
        Disposed = 0;
    }
}
