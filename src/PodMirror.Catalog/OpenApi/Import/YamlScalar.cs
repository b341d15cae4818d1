using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PodMirror.Catalog.OpenApi.Import;

/// <summary>What a scalar of YAML means in the core schema (YAML 1.2, chapter 10.3).</summary>
internal static class YamlScalar
{
    private const string StringTag = "tag:yaml.org,2002:str";
    private const NumberStyles WithFraction = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>The data of one; null for null.</summary>
    public static JsonValue? Of(Scalar scalar)
    {
        string text = scalar.Value;
        if (scalar.Style != ScalarStyle.Plain || (!scalar.Tag.IsEmpty && scalar.Tag.Value == StringTag))
        {
            return JsonValue.Create(text);
        }

        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" => JsonValue.Create(true),
            "false" or "False" or "FALSE" => JsonValue.Create(false),
            _ => Number(text) ?? JsonValue.Create(text),
        };
    }

    private static JsonValue? Number(string text)
    {
        if (text[^1] is not ((>= '0' and <= '9') or '.') || text[0] is not ((>= '0' and <= '9') or '-' or '+' or '.'))
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) ? JsonValue.Create(whole)
            : decimal.TryParse(text, WithFraction, CultureInfo.InvariantCulture, out decimal exact) ? JsonValue.Create(exact)
            : double.TryParse(text, WithFraction, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
                ? JsonValue.Create(number)
            : null;
    }
}
