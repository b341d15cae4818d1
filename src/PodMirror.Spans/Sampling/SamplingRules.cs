namespace PodMirror.Spans;

/// <summary>Which share of exchanges becomes spans: of each endpoint that is named, and of all others.</summary>
public sealed record SamplingRules
{
    /// <summary>Endpoints that can be named: each exchange is compared with one after the other.</summary>
    public const int MaxEndpoints = 64;

    /// <summary>The least share but 0: one in a million.</summary>
    public const double MinShare = 0.000001;

    private readonly double _share = 1;
    private readonly ulong _threshold;

    /// <summary>The share of what no endpoint of the list fits, from <see cref="MinShare"/> to 1, or 0.</summary>
    public double Share
    {
        get => _share;
        init
        {
            _share = value;
            _threshold = SamplingThreshold.Of(value);
        }
    }

    /// <summary>Endpoints with shares of their own, at most <see cref="MaxEndpoints"/>; the first that fits holds.</summary>
    public IReadOnlyList<EndpointShare> Endpoints { get; init; } = [];

    /// <summary>Whether a number is a share.</summary>
    public static bool IsShare(double share) => share is 0 or (>= MinShare and <= 1);

    internal ulong ThresholdOf(ReadOnlySpan<byte> method, ReadOnlySpan<byte> target)
    {
        if (Endpoints.Count == 0)
        {
            return _threshold;
        }

        ReadOnlySpan<byte> path = TargetParts.Of(method, target).Path;
        for (int i = 0; i < Endpoints.Count; i++)
        {
            if (Endpoints[i].Fits(method, path))
            {
                return Endpoints[i].Threshold;
            }
        }

        return _threshold;
    }
}
