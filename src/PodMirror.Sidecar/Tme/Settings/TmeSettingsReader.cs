using System.Globalization;
using PodMirror.Exchange;
using PodMirror.Spans;

namespace PodMirror.Sidecar.Tme;

/// <summary>Reads settings from text, wherever the text comes from. The first fault is kept, with the name of what it was given as.</summary>
/// <param name="find">Gives the text of a setting and the name by which the user gave it; null text when not given.</param>
internal sealed class TmeSettingsReader(Func<TmeSetting, (string? Text, string Name)> find)
{
    // A list that is longer is a mistake; each name costs a slot of a table.
    private const int MaxNames = 200;

    private delegate bool Parser<T>(string text, out T value);

    /// <summary>What is wrong, in one line; null when nothing is.</summary>
    internal string? Fault { get; private set; }

    /// <summary>The settings; of no use when there is a <see cref="Fault"/>.</summary>
    internal TmeSettings Read()
    {
        var given = new TmeSettings();
        return given with
        {
            SocketName = Get(TmeSetting.Socket, given.SocketName, $"a name of 1 to {TmeSettings.MaxSocketName} bytes", TryParseName),
            PeerUid = Get(TmeSetting.PeerUid, given.PeerUid, "the number of a user", TryParseUser),
            MaxBodyBytes = GetBytes(TmeSetting.MaxBodyBytes, given.MaxBodyBytes, 0, BodyDecoder.MaxLayerBytes),
            BatchBytes = GetBytes(TmeSetting.BatchBytes, given.BatchBytes, TmeSettings.MinBatchBytes, TmeSettings.MaxBatchBytes),
            MaxBatchAge = GetTime(TmeSetting.BatchMs, given.MaxBatchAge, 1, TmeSettings.MaxBatchMs, "milliseconds", TimeSpan.FromMilliseconds(1)),
            QueueBytes = GetBytes(TmeSetting.QueueBytes, given.QueueBytes, TmeSettings.MinQueueBytes, int.MaxValue),
            DrainTime = GetTime(TmeSetting.DrainSeconds, given.DrainTime, 0, TmeSettings.MaxDrainSeconds, "seconds", TimeSpan.FromSeconds(1)),
            RedactHeaders = Get(TmeSetting.RedactHeaders, given.RedactHeaders, $"a list of at most {MaxNames} names", TryParseNames),
            RedactQueryKeys = Get(TmeSetting.RedactQueryKeys, given.RedactQueryKeys, $"a list of at most {MaxNames} names", TryParseNames),
        };
    }

    private static bool TryParseName(string text, out string name)
    {
        name = text;
        return text.Length > 0 && System.Text.Encoding.UTF8.GetByteCount(text) <= TmeSettings.MaxSocketName;
    }

    private static bool TryParseUser(string text, out uint? user)
    {
        bool isNumber = uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint number);
        user = number;
        return isNumber;
    }

    private static bool TryParseNames(string text, out IReadOnlyList<string> names)
    {
        names = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return names.Count is > 0 and <= MaxNames && names.All(static name => name.Any(char.IsAsciiLetterOrDigit));
    }

    private int GetBytes(TmeSetting setting, int fallback, int least, int most) => Get(
        setting, fallback, $"a number of bytes from {ByteSize.Format(least)} to {ByteSize.Format(most)}",
        (string text, out int bytes) => ByteSize.TryParse(text, out bytes) && bytes >= least && bytes <= most);

    private TimeSpan GetTime(TmeSetting setting, TimeSpan fallback, int least, int most, string units, TimeSpan unit) => Get(
        setting, fallback, $"a number of {units} from {least} to {most}",
        (string text, out TimeSpan time) =>
        {
            bool isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count >= least && count <= most;
            time = count * unit;
            return isNumber;
        });

    private T Get<T>(TmeSetting setting, T fallback, string expected, Parser<T> parser)
    {
        (string? text, string name) = find(setting);
        if (text is null)
        {
            return fallback;
        }

        if (parser(text, out T value))
        {
            return value;
        }

        Fault ??= $"{name} '{text}' is not {expected}";
        return fallback;
    }
}
