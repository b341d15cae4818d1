namespace PodMirror.Injection;

/// <summary>What became of a workload.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="IsChanged">Whether it is another one now.</param>
/// <param name="Reason">Why, as a word for machines.</param>
/// <param name="Sentence">Why, for people.</param>
/// <param name="Warnings">What people should know although it changes nothing.</param>
public sealed record WorkloadOutcome(Workload Workload, bool IsChanged, string Reason, string Sentence, IReadOnlyList<string> Warnings);
