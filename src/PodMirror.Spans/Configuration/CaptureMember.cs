using System.Globalization;
using System.Text.Json;
using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>The member <c>capture</c> of a scope: what of the mirror can be set while it runs.</summary>
internal static class CaptureMember
{
    internal const string Name = "capture";
    private const string Mode = "mode";
    private const string Ports = "ports";
    private const string ExcludedPorts = "excludedPorts";
    private const string MaxBodyBytes = "maxBodyBytes";
    private const string CpuShare = "cpuShare";

    internal static CaptureSettings Read(ref ConfigReader reader)
    {
        var settings = new CaptureSettings();
        var seen = new HashSet<string>();
        reader.BeginObject();
        while (reader.TryReadMember(seen, out string name))
        {
            switch (name)
            {
                case Mode:
                    settings = settings with { Mode = ReadMode(ref reader) };
                    break;
                case Ports:
                    settings = settings with { Ports = ReadPorts(ref reader) };
                    break;
                case ExcludedPorts:
                    settings = settings with { ExcludedPorts = ReadPorts(ref reader) };
                    break;
                case MaxBodyBytes:
                    settings = settings with { MaxBodyBytes = reader.ReadNumber(CaptureSettings.MaxBodyBytesLimit) };
                    break;
                case CpuShare:
                    settings = settings with { CpuShare = reader.ReadShare(CaptureSettings.MinCpuShare) };
                    break;
                default:
                    reader.PassOver(name);
                    break;
            }
        }

        return settings;
    }

    internal static void Write(Utf8JsonWriter json, CaptureSettings settings)
    {
        if (settings is { Mode: null, Ports: null, ExcludedPorts: null, MaxBodyBytes: null, CpuShare: null })
        {
            return;
        }

        json.WriteStartObject(Name);
        if (settings.Mode is { } mode)
        {
            json.WriteString(Mode, mode.Word());
        }

        WritePorts(json, Ports, settings.Ports);
        WritePorts(json, ExcludedPorts, settings.ExcludedPorts);
        ConfigScope.WriteNumber(json, MaxBodyBytes, settings.MaxBodyBytes);
        ConfigScope.WriteNumber(json, CpuShare, settings.CpuShare);
        json.WriteEndObject();
    }

    private static CaptureMode? ReadMode(ref ConfigReader reader)
    {
        const string wanted = "ingress, egress or ingress_and_egress was expected";
        if (reader.ReadText(wanted) is { } word && CaptureModes.TryParse(word, out CaptureMode mode))
        {
            return mode;
        }

        reader.Fail(wanted);
        return null;
    }

    private static List<ushort>? ReadPorts(ref ConfigReader reader)
    {
        string wanted = string.Create(CultureInfo.InvariantCulture, $"a list of at most {CaptureSettings.MaxPorts} ports was expected");
        var ports = new List<ushort>();
        reader.BeginList(wanted);
        while (reader.TryReadItem(JsonTokenType.Number) && reader.Port is { } port && ports.Count < CaptureSettings.MaxPorts)
        {
            ports.Add(port);
        }

        if (reader.IsAtEndOfList)
        {
            return ports;
        }

        reader.Fail(wanted);
        return null;
    }

    private static void WritePorts(Utf8JsonWriter json, string name, IReadOnlyList<ushort>? ports)
    {
        if (ports is null)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (ushort port in ports)
        {
            json.WriteNumberValue(port);
        }

        json.WriteEndArray();
    }
}
