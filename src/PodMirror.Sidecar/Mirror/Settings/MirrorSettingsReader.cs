using System.Globalization;
using System.Text;
using PodMirror.Capture;
using PodMirror.Exchange;

namespace PodMirror.Sidecar.Mirror;

/// <summary>Reads settings from text, wherever the text comes from. The first fault is kept, with the name of what it was given as.</summary>
/// <param name="find">Gives the text of a setting and the name by which the user gave it; null text when not given.</param>
internal sealed class MirrorSettingsReader(Func<MirrorSetting, (string? Text, string Name)> find)
{
    /// <summary>What is wrong, in one line; null when nothing is.</summary>
    public string? Fault { get; private set; }

    /// <summary>The settings; of no use when there is a <see cref="Fault"/>.</summary>
    /// <param name="exportEndpoint">Where tme exports to, as the standard variable says; null when not given.</param>
    public MirrorSettings Read(string? exportEndpoint)
    {
        IReadOnlyList<FilterExclusion> exclusions = ExportExclusions.For(exportEndpoint, out string? notice);
        var given = new MirrorSettings();
        RingOptions ring = given.Ring;
        ring = ring with
        {
            BlockBytes = Get(MirrorSetting.BlockBytes, ring.BlockBytes, "a number of bytes", ByteSize.TryParse),
            RingBytes = Get(MirrorSetting.RingBytes, ring.RingBytes, "a number of bytes", ByteSize.TryParse),
        };
        Fault ??= ring.FirstFault();
        bool ownExclusions = find(MirrorSetting.Exclude).Text is not null;
        return given with
        {
            Mode = Get(MirrorSetting.Mode, given.Mode, "ingress, egress or ingress_and_egress", TryParseMode),
            Ports = Get(MirrorSetting.Ports, given.Ports, $"a list of at most {FilterRules.MaxPorts} ports", TryParsePorts),
            Exclusions = Get(
                MirrorSetting.Exclude, exclusions,
                $"'none' or a list of at most {FilterRules.MaxExclusions} of PORT, ADDRESS, ADDRESS:PORT", TryParseExclusions),
            Interface = find(MirrorSetting.Interface).Text,
            MaxBodyBytes = Get(
                MirrorSetting.MaxBodyBytes, given.MaxBodyBytes,
                $"a number of bytes up to {ByteSize.Format(MirrorSettings.MaxBodyBytesLimit)}", TryParseBodyBytes),
            Ring = ring,
            SocketName = Get(MirrorSetting.Socket, given.SocketName, $"a name of 1 to {MirrorSettings.MaxSocketName} bytes", TryParseName),
            PeerUid = Get<uint?>(MirrorSetting.PeerUid, null, "a user id", TryParseUid),
            DrainTime = Get(
                MirrorSetting.DrainSeconds, given.DrainTime, $"a number of seconds up to {MirrorSettings.MaxDrainSeconds}", TryParseSeconds),
            Notice = ownExclusions ? null : notice,
        };
    }

    private delegate bool Parser<T>(string text, out T value);

    private static bool TryParseMode(string text, out CaptureMode mode)
    {
        mode = text switch
        {
            "ingress" => CaptureMode.Ingress,
            "egress" => CaptureMode.Egress,
            "ingress_and_egress" => CaptureMode.IngressAndEgress,
            _ => CaptureMode.None,
        };
        return mode != CaptureMode.None;
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

        return found.Count <= FilterRules.MaxPorts;
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

    private static bool TryParseBodyBytes(string text, out int bytes) =>
        ByteSize.TryParse(text, out bytes) && bytes <= MirrorSettings.MaxBodyBytesLimit;

    private static bool TryParseName(string text, out string name)
    {
        name = text;
        return Encoding.UTF8.GetByteCount(text) is > 0 and <= MirrorSettings.MaxSocketName && !text.Contains('\0', StringComparison.Ordinal);
    }

    private static bool TryParseUid(string text, out uint? uid)
    {
        bool read = uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint number);
        uid = number;
        return read;
    }

    private static bool TryParseSeconds(string text, out TimeSpan time)
    {
        bool read = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds <= MirrorSettings.MaxDrainSeconds;
        time = TimeSpan.FromSeconds(seconds);
        return read;
    }

    private T Get<T>(MirrorSetting setting, T otherwise, string wanted, Parser<T> parse)
    {
        (string? text, string name) = find(setting);
        if (text is null)
        {
            return otherwise;
        }

        if (parse(text, out T value))
        {
            return value;
        }

        Fault ??= $"{name}: '{text}' is not {wanted}";
        return otherwise;
    }
}
