using System.Globalization;
using PodMirror.Exchange;
using PodMirror.Spans;

namespace PodMirror.Sidecar.Tme;

/// <summary>Reads the settings of tme.</summary>
/// <param name="find">Gives the text of a setting and the name by which the user gave it; null text when not given.</param>
internal sealed class TmeSettingsReader(Func<TmeSetting, (string? Text, string Name)> find)
{
    // A list that is longer is a mistake; each name costs a slot of a table.
    private const int MaxNames = 200;

    private readonly SettingReader<TmeSetting> _reader = new(find);

    /// <summary>What is wrong, in one line; null when nothing is.</summary>
    internal string? Fault => _reader.Fault;

    /// <summary>The settings; of no use when there is a <see cref="Fault"/>.</summary>
    internal TmeSettings Read()
    {
        var given = new TmeSettings();
        return given with
        {
            SocketName = _reader.GetSocketName(TmeSetting.Socket, given.SocketName),
            PeerUid = _reader.GetUser(TmeSetting.PeerUid),
            MaxBodyBytes = _reader.GetBytes(TmeSetting.MaxBodyBytes, given.MaxBodyBytes, 0, BodyDecoder.MaxLayerBytes),
            BatchBytes = _reader.GetBytes(TmeSetting.BatchBytes, given.BatchBytes, TmeSettings.MinBatchBytes, TmeSettings.MaxBatchBytes),
            MaxBatchAge = _reader.GetTime(
                TmeSetting.BatchMs, given.MaxBatchAge, 1, TmeSettings.MaxBatchMs, "milliseconds", TimeSpan.FromMilliseconds(1)),
            QueueBytes = _reader.GetBytes(TmeSetting.QueueBytes, given.QueueBytes, TmeSettings.MinQueueBytes, int.MaxValue),
            DrainTime = _reader.GetDrainTime(TmeSetting.DrainSeconds, given.DrainTime),
            RedactHeaders = GetNames(TmeSetting.RedactHeaders, given.RedactHeaders),
            RedactQueryKeys = GetNames(TmeSetting.RedactQueryKeys, given.RedactQueryKeys),
            Descriptors = _reader.GetText(TmeSetting.Descriptors),
            BodyContentTypes = _reader.Get(
                TmeSetting.BodyContentTypes, given.BodyContentTypes, "a list of types and forms of content", TryParseTypes),
            StreamEvents = _reader.Get(
                TmeSetting.StreamEvents, given.StreamEvents, $"a number from 0 to {FramedMarks.MaxCount}", TryParseEvents),
            RespectsSampled = _reader.Get(
                TmeSetting.Sampled, given.RespectsSampled, "all or respect",
                static (string text, out bool value) => TryParseChoice(text, "all", "respect", out value)),
            HasHypertraceNames = _reader.Get(
                TmeSetting.Attributes, given.HasHypertraceNames, "otel or hypertrace",
                static (string text, out bool value) => TryParseChoice(text, "otel", "hypertrace", out value)),
        };
    }

    private static bool TryParseNames(string text, out IReadOnlyList<string> names)
    {
        names = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return names.Count is > 0 and <= MaxNames && names.All(static name => name.Any(char.IsAsciiLetterOrDigit));
    }

    private static bool TryParseTypes(string text, out BodyContentTypes types)
    {
        BodyContentTypes? read = BodyContentTypes.Of(text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        types = read ?? BodyContentTypes.Default;
        return read is not null;
    }

    private static bool TryParseEvents(string text, out int events) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out events) && events <= FramedMarks.MaxCount;

    private static bool TryParseChoice(string text, string first, string second, out bool isSecond)
    {
        isSecond = text == second;
        return isSecond || text == first;
    }

    private IReadOnlyList<string> GetNames(TmeSetting setting, IReadOnlyList<string> fallback) =>
        _reader.Get(setting, fallback, $"a list of at most {MaxNames} names", TryParseNames);
}
