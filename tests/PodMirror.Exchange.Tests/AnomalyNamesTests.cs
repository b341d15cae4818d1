namespace PodMirror.Exchange.Tests;

public sealed class AnomalyNamesTests
{
    [Fact]
    public void Names_are_in_snake_case_and_unknown_bits_have_none()
    {
        Assert.Equal(["request_gap", "early_response"], AnomalyNames.Of(Anomalies.RequestGap | Anomalies.EarlyResponse | (Anomalies)(1UL << 63)));
        Assert.All(Enumerable.Range(0, AnomalyNames.Count), bit => Assert.NotNull(AnomalyNames.Of(bit)));
    }
}
