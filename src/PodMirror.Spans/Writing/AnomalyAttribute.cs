using System.Numerics;
using System.Text;
using PodMirror.Exchange;

namespace PodMirror.Spans;

/// <summary>Writes the names of an exchange's anomalies as one array of strings.</summary>
internal static class AnomalyAttribute
{
    private static readonly byte[][] Names =
        [.. Enumerable.Range(0, AnomalyNames.Count).Select(static bit => Encoding.UTF8.GetBytes(AnomalyNames.Of(bit)))];

    internal static void Write(byte[] name, Anomalies anomalies, ByteBuffer output)
    {
        AttributeWriter.ArrayMark array = AttributeWriter.BeginArray(output, name, default);
        for (ulong rest = (ulong)anomalies; rest != 0; rest &= rest - 1)
        {
            int bit = BitOperations.TrailingZeroCount(rest);
            if (bit < Names.Length)
            {
                AttributeWriter.AddToArray(output, Names[bit]);
            }
        }

        AttributeWriter.EndArray(output, array);
    }
}
