using System.Globalization;

namespace PodMirror.Catalog.Schemas;

/// <summary>Takes in values that are sent as text, as those of a query and of header fields are: what they look like is what they are.</summary>
internal static class ParameterValue
{
    /// <summary>Characters of a value that are looked at; longer ones are no values of an enumeration, and have no format.</summary>
    public const int LongestText = 256;

    /// <summary>Takes one in, as UTF-8.</summary>
    public static void Add(SchemaNode node, ReadOnlySpan<byte> value)
    {
        if (long.TryParse(value, CultureInfo.InvariantCulture, out long number))
        {
            node.Integers++;
            node.AddNumber(number);
        }
        else if (value.SequenceEqual("true"u8) || value.SequenceEqual("false"u8))
        {
            node.Booleans++;
        }
        else
        {
            node.AddText(value);
        }
    }
}
