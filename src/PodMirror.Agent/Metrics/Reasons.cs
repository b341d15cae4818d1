using PodMirror.Exchange;

namespace PodMirror.Agent.Metrics;

/// <summary>The names of an enum's members as they stand in metrics and answers: snake case.</summary>
internal static class Reasons
{
    /// <summary>The name of one member.</summary>
    public static string Name<TReason>(TReason reason)
        where TReason : struct, Enum => Names<TReason>.All[Convert.ToInt32(reason, null)];

    private static class Names<TReason>
        where TReason : struct, Enum
    {
        public static readonly string[] All = [.. Enum.GetNames<TReason>().Select(SnakeCase.Of)];
    }
}
