using System.Globalization;
using System.Text;
using PodMirror.Exchange;

namespace PodMirror.Sidecar;

/// <summary>
/// Reads values of settings from text, wherever the text comes from. A value that cannot be is the default, and a fault; the first fault is kept,
/// with the name by which the user gave the setting.
/// </summary>
/// <param name="find">Gives the text of a setting and the name by which the user gave it; null text when not given.</param>
internal sealed class SettingReader<TSetting>(Func<TSetting, (string? Text, string Name)> find)
    where TSetting : struct, Enum
{
    // sun_path has 108 bytes, of which an abstract name begins with NUL.
    private const int MaxSocketName = 107;

    // No Pod's grace period is longer.
    private const int MaxDrainSeconds = 600;

    /// <summary>Reads a value; false when the text is none.</summary>
    internal delegate bool Parser<T>(string text, out T value);

    /// <summary>What is wrong, in one line; null when nothing is.</summary>
    internal string? Fault { get; private set; }

    /// <summary>The text as it was given; null when it was not.</summary>
    internal string? GetText(TSetting setting) => find(setting).Text;

    /// <summary>A value of any kind.</summary>
    /// <param name="setting">Which.</param>
    /// <param name="fallback">The value when nothing was given.</param>
    /// <param name="wanted">What the text must be, for the fault.</param>
    /// <param name="parse">Reads it.</param>
    internal T Get<T>(TSetting setting, T fallback, string wanted, Parser<T> parse)
    {
        (string? text, string name) = find(setting);
        if (text is null)
        {
            return fallback;
        }

        if (parse(text, out T value))
        {
            return value;
        }

        Refuse($"{name} '{text}' is not {wanted}");
        return fallback;
    }

    /// <summary>A size in [least, most] bytes.</summary>
    internal int GetBytes(TSetting setting, int fallback, int least, int most) => Get(
        setting, fallback, $"a number of bytes from {ByteSize.Format(least)} to {ByteSize.Format(most)}",
        (string text, out int bytes) => ByteSize.TryParse(text, out bytes) && bytes >= least && bytes <= most);

    /// <summary>A time of [least, most] units.</summary>
    internal TimeSpan GetTime(TSetting setting, TimeSpan fallback, int least, int most, string units, TimeSpan unit) => Get(
        setting, fallback, $"a number of {units} from {least} to {most}",
        (string text, out TimeSpan time) =>
        {
            bool isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count >= least && count <= most;
            time = count * unit;
            return isNumber;
        });

    /// <summary>How long draining may take, given in seconds.</summary>
    internal TimeSpan GetDrainTime(TSetting setting, TimeSpan fallback) =>
        GetTime(setting, fallback, 0, MaxDrainSeconds, "seconds", TimeSpan.FromSeconds(1));

    /// <summary>A user id; null when not given.</summary>
    internal uint? GetUser(TSetting setting) => Get<uint?>(setting, null, "the number of a user", TryParseUser);

    /// <summary>The name of a socket in the abstract namespace.</summary>
    internal string GetSocketName(TSetting setting, string fallback) =>
        Get(setting, fallback, $"a name of 1 to {MaxSocketName} bytes", TryParseSocketName);

    /// <summary>Keeps a fault that was found elsewhere, unless there is one already.</summary>
    internal void Refuse(string? fault) => Fault ??= fault;

    private static bool TryParseUser(string text, out uint? user)
    {
        bool isNumber = uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint number);
        user = number;
        return isNumber;
    }

    private static bool TryParseSocketName(string text, out string name)
    {
        name = text;
        return Encoding.UTF8.GetByteCount(text) is > 0 and <= MaxSocketName && !text.Contains('\0', StringComparison.Ordinal);
    }
}
