using System.Text.Json;
using PodMirror.Exchange;

namespace PodMirror.Sidecar.Tests;

public sealed class LedgerJsonTests
{
    [Fact]
    public void A_balanced_ledger_has_every_counter_by_its_name()
    {
        var ledger = new MirrorLedger();
        ledger[MirrorCounter.PacketsSeen] = 3;
        ledger[MirrorCounter.PacketsTcp] = 3;

        string text = LedgerJson.Format(ledger);

        Assert.DoesNotContain('\n', text);
        using var json = JsonDocument.Parse(text);
        Assert.True(json.RootElement.GetProperty("balanced").GetBoolean());
        Assert.Equal(3, json.RootElement.GetProperty("packets_seen").GetInt64());
        Assert.Equal(MirrorLedger.Count + 1, json.RootElement.EnumerateObject().Count());
    }

    [Fact]
    public void A_ledger_that_does_not_add_up_says_which_equation_fails()
    {
        var ledger = new MirrorLedger();
        ledger[MirrorCounter.FlowsSeen] = 1;

        using var json = JsonDocument.Parse(LedgerJson.Format(ledger));

        Assert.False(json.RootElement.GetProperty("balanced").GetBoolean());
        Assert.StartsWith("flows_seen 1 != ", json.RootElement.GetProperty("imbalance").GetString(), StringComparison.Ordinal);
    }
}
