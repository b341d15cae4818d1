namespace PodMirror.Corpus.Tests;

/// <summary>A message that the pipeline read from a vector, and the exchange that it came in.</summary>
internal sealed record LlhttpRead(SeenMessage Message, SeenExchange Exchange);
