namespace PodMirror.Tidy.Tests;

/// <summary>Ends a test with every violation of its rule at once, each on a line of its own.</summary>
internal static class Violations
{
    /// <summary>Fails unless there are none.</summary>
    /// <param name="found">Each says where, and what to do.</param>
    public static void None(IEnumerable<string> found)
    {
        string[] all = [.. found];
        Assert.True(all.Length == 0, Environment.NewLine + string.Join(Environment.NewLine, all));
    }
}
