namespace PodMirror.E2E.Tests.Story;

/// <summary>The tests that look at the story, which is told to them once.</summary>
[CollectionDefinition]
public sealed class StoryCollection : ICollectionFixture<Story>;
