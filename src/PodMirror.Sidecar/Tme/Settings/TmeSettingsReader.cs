using System.Globalization;
using System.Text;
using PodMirror.Exchange;
using PodMirror.Sidecar.Cpu;
using PodMirror.Spans;

namespace PodMirror.Sidecar.Tme;

/// <summary>Reads the settings of tme.</summary>
/// <param name="find">Gives the text of a setting and the name by which the user gave it; null text when not given.</param>
internal sealed class TmeSettingsReader(Func<TmeSetting, (string? Text, string Name)> find)
{
    // A list that is longer is a mistake; each name costs a slot of a table.
    private const int MaxNames = 200;

    private const string NoEndpoint = "none";

    private readonly SettingReader<TmeSetting> _reader = new(find);

    /// <summary>What is wrong, in one line; null when nothing is.</summary>
    internal string? Fault => _reader.Fault;

    /// <summary>The settings; of no use when there is a <see cref="Fault"/>.</summary>
    internal TmeSettings Read()
    {
        var given = new TmeSettings();
        string? file = _reader.GetText(TmeSetting.Config);
        Uri? endpoint = _reader.Get<Uri?>(
            TmeSetting.ConfigEndpoint, null, "none or a URL such as http://agent:4318/api/v1/sidecar-config", TryParseEndpoint);
        if (file is not null && endpoint is not null)
        {
            _reader.Refuse("settings come from --config or from --config-endpoint, not from both");
        }

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
            ConfigFile = file,
            ConfigEndpoint = endpoint,
            AsksAgent = file is null && _reader.GetText(TmeSetting.ConfigEndpoint) != NoEndpoint,
            TokenFile = _reader.GetText(TmeSetting.TokenFile),
            CaBundle = GetBundle(),
            CpuShare = _reader.Get(TmeSetting.CpuShare, given.CpuShare, CpuSettings.ShareForm, CpuSettings.TryParseShare),
            CpuLimit = _reader.Get(TmeSetting.CpuLimit, given.CpuLimit, CpuSettings.LimitForm, CpuSettings.TryParseLimit),
            Budget = new BudgetLimits
            {
                SpansPerSecond = GetRate(TmeSetting.MaxSpansPerSecond, given.Budget.SpansPerSecond),
                SpansPerEndpointPerSecond = GetRate(TmeSetting.MaxSpansPerEndpointPerSecond, given.Budget.SpansPerEndpointPerSecond),
            },
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

    private static bool TryParseEndpoint(string text, out Uri? endpoint)
    {
        endpoint = null;
        return text == NoEndpoint
            || (Uri.TryCreate(text, UriKind.Absolute, out endpoint) && endpoint.Scheme is "http" or "https" && endpoint.UserInfo.Length == 0);
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

    // What is wrong is not shown: somebody may have put a key there.
    private string? GetBundle()
    {
        string? bundle = _reader.GetText(TmeSetting.CaBundle);
        if (bundle is not null && Pem.ReadCertificates(Encoding.UTF8.GetBytes(bundle)) is null)
        {
            _reader.Refuse("--ca-bundle, or PODMIRROR_CA_BUNDLE, holds no certificates of authorities in PEM form");
        }

        return bundle;
    }

    private int GetRate(TmeSetting setting, int fallback) => _reader.Get(
        setting, fallback, $"a number of spans from 0 (no limit) to {BudgetLimits.MaxPerSecond}",
        (string text, out int rate) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out rate) && rate <= BudgetLimits.MaxPerSecond);

    private IReadOnlyList<string> GetNames(TmeSetting setting, IReadOnlyList<string> fallback) =>
        _reader.Get(setting, fallback, $"a list of at most {MaxNames} names", TryParseNames);
}
