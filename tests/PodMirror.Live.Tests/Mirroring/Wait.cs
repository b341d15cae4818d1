namespace PodMirror.Live.Tests.Mirroring;

/// <summary>Waits for a state, which comes in milliseconds or not at all.</summary>
internal static class Wait
{
    private const int Looks = 3000;

    /// <summary>Until it is so; the test fails after half a minute.</summary>
    public static async Task UntilAsync(Func<bool> isSo)
    {
        for (int i = 0; i < Looks && !isSo(); i++)
        {
            await Task.Delay(10);
        }

        Assert.True(isSo());
    }
}
