namespace PodMirror.Agent.Catalog.Api;

/// <summary>Compares templates, whatever their parameters are called.</summary>
internal static class Templates
{
    /// <summary>Whether two are the same.</summary>
    public static bool AreSame(string one, string other) => Count(one) == Count(other) && Leads(one, other);

    /// <summary>Whether the second begins with the first, segment by segment.</summary>
    public static bool Leads(string first, string second)
    {
        string[] leading = first.Split('/');
        string[] all = second.Split('/');
        for (int i = 0; i < leading.Length; i++)
        {
            if (i >= all.Length || !AreAlike(leading[i], all[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static int Count(string template) => template.AsSpan().Count('/');

    // Of a parameter with a verb behind it, as {id}:cancel, the verb counts.
    private static bool AreAlike(string one, string other) =>
        one == other || (IsParameter(one) && IsParameter(other) && one[(one.LastIndexOf('}') + 1)..] == other[(other.LastIndexOf('}') + 1)..]);

    private static bool IsParameter(string segment) => segment.Length > 2 && segment[0] == '{' && segment.Contains('}', StringComparison.Ordinal);
}
