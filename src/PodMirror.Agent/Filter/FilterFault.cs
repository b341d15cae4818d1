namespace PodMirror.Agent.Filter;

/// <summary>What is wrong with a filter, and where.</summary>
/// <param name="Message">What to do.</param>
/// <param name="Start">Where it begins, in UTF-16 code units from 0.</param>
/// <param name="End">Behind its last character.</param>
internal sealed record FilterFault(string Message, int Start, int End);
