using PodMirror.Capture;
using PodMirror.Exchange;
using PodMirror.Sidecar.Cpu;

namespace PodMirror.Sidecar.Mirror;

/// <summary>Reads the settings of the mirror.</summary>
/// <param name="find">Gives the text of a setting and the name by which the user gave it; null text when not given.</param>
internal sealed class MirrorSettingsReader(Func<MirrorSetting, (string? Text, string Name)> find)
{
    private readonly SettingReader<MirrorSetting> _reader = new(find);

    /// <summary>What is wrong, in one line; null when nothing is.</summary>
    public string? Fault => _reader.Fault;

    /// <summary>The settings; of no use when there is a <see cref="Fault"/>.</summary>
    /// <param name="environment">Gives the value of a standard variable that says where tme exports to; null when it is not given.</param>
    public MirrorSettings Read(Func<string, string?> environment)
    {
        IReadOnlyList<FilterExclusion> exclusions = ExportExclusions.Read(environment, out string? notice);
        var given = new MirrorSettings();
        RingOptions ring = given.Ring;
        ring = ring with
        {
            BlockBytes = _reader.Get(MirrorSetting.BlockBytes, ring.BlockBytes, "a number of bytes", ByteSize.TryParse),
            RingBytes = _reader.Get(MirrorSetting.RingBytes, ring.RingBytes, "a number of bytes", ByteSize.TryParse),
        };
        _reader.Refuse(ring.FirstFault());
        return given with
        {
            Mode = _reader.Get(MirrorSetting.Mode, given.Mode, "ingress, egress or ingress_and_egress", TryParseMode),
            Ports = _reader.Get(MirrorSetting.Ports, given.Ports, $"a list of at most {CaptureSettings.MaxPorts} ports", TryParsePorts),
            Exclusions = _reader.Get(
                MirrorSetting.Exclude, exclusions,
                $"'none' or a list of at most {FilterRules.MaxExclusions} of PORT, ADDRESS, ADDRESS:PORT", TryParseExclusions),
            Interface = _reader.GetText(MirrorSetting.Interface),
            MaxBodyBytes = _reader.GetBytes(MirrorSetting.MaxBodyBytes, given.MaxBodyBytes, 0, CaptureSettings.MaxBodyBytesLimit),
            Ring = ring,
            SocketName = _reader.GetSocketName(MirrorSetting.Socket, given.SocketName),
            PeerUid = _reader.GetUser(MirrorSetting.PeerUid),
            DrainTime = _reader.GetDrainTime(MirrorSetting.DrainSeconds, given.DrainTime),
            CpuShare = _reader.Get(MirrorSetting.CpuShare, given.CpuShare, CpuSettings.ShareForm, CpuSettings.TryParseShare),
            CpuLimit = _reader.Get(MirrorSetting.CpuLimit, given.CpuLimit, CpuSettings.LimitForm, CpuSettings.TryParseLimit),
            Notice = _reader.GetText(MirrorSetting.Exclude) is null ? notice : null,
        };
    }

    private static bool TryParseMode(string text, out CaptureMode? mode)
    {
        bool isMode = CaptureModes.TryParse(text, out CaptureMode read);
        mode = isMode ? read : null;
        return isMode;
    }

    private static bool TryParsePorts(string text, out IReadOnlyList<ushort> ports)
    {
        var found = new List<ushort>();
        ports = found;
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!FilterExclusion.TryParsePort(part, out ushort port))
            {
                return false;
            }

            found.Add(port);
        }

        return found.Count <= CaptureSettings.MaxPorts;
    }

    private static bool TryParseExclusions(string text, out IReadOnlyList<FilterExclusion> exclusions)
    {
        var found = new List<FilterExclusion>();
        exclusions = found;
        if (text == "none")
        {
            return true;
        }

        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!FilterExclusion.TryParse(part, out FilterExclusion exclusion))
            {
                return false;
            }

            found.Add(exclusion);
        }

        return found.Count <= FilterRules.MaxExclusions;
    }
}
