using System.Numerics;

namespace PodMirror.Exchange;

/// <summary>The names of <see cref="Anomalies"/> as they are shown: snake case, one a bit.</summary>
public static class AnomalyNames
{
    private static readonly string[] Names = Build();

    /// <summary>How many anomalies there are; bits at and above it are unknown.</summary>
    public static int Count => Names.Length;

    /// <summary>The name of the anomaly with the given bit number, in [0, <see cref="Count"/>).</summary>
    public static string Of(int bit) => Names[bit];

    /// <summary>The names of all that are set, lowest bit first. Bits that this version does not know are left out.</summary>
    public static IEnumerable<string> Of(Anomalies anomalies)
    {
        for (ulong rest = (ulong)anomalies; rest != 0; rest &= rest - 1)
        {
            int bit = BitOperations.TrailingZeroCount(rest);
            if (bit < Names.Length)
            {
                yield return Names[bit];
            }
        }
    }

    private static string[] Build()
    {
        Anomalies[] values = Enum.GetValues<Anomalies>();
        var names = new string[values.Length - 1];
        for (int i = 1; i < values.Length; i++)
        {
            names[BitOperations.TrailingZeroCount((ulong)values[i])] = SnakeCase.Of(values[i].ToString());
        }

        return names;
    }
}
