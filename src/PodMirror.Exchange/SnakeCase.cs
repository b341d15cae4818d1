using System.Text;

namespace PodMirror.Exchange;

/// <summary>Names of code as names of data: <c>RingDrops</c> is <c>ring_drops</c>.</summary>
public static class SnakeCase
{
    /// <summary>The name in lower case, with an underscore before every upper-case letter but the first.</summary>
    public static string Of(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        foreach (char c in name)
        {
            if (char.IsAsciiLetterUpper(c))
            {
                if (text.Length > 0)
                {
                    text.Append('_');
                }

                text.Append(char.ToLowerInvariant(c));
            }
            else
            {
                text.Append(c);
            }
        }

        return text.ToString();
    }
}
