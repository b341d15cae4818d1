using PodMirror.Sidecar.Replay;
using PodMirror.Spans;

namespace PodMirror.Sidecar.Tests.Replay;

public sealed class DescriptorFileTests : IDisposable
{
    private readonly ReplayRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void A_set_is_read_and_what_it_lacks_is_said()
    {
        string whole = _rig.File("whole.desc", Convert.FromHexString("0a0e220c" + "0a0141" + "1207" + "0a0162" + "1801" + "2809"));
        string lacking = _rig.File(
            "lacking.desc", Convert.FromHexString("0a142212" + "0a0141" + "120d" + "0a0162" + "1801" + "280b" + "32042e632e44"));

        DescriptorSet? set = DescriptorFile.Read(whole, out string? fault);
        DescriptorSet? part = DescriptorFile.Read(lacking, out string? otherFault);

        Assert.Null(fault ?? otherFault);
        Assert.Equal(1, set?.Messages);
        Assert.Null(DescriptorFile.Warning(whole, set));
        Assert.Equal(
            $"{lacking}: c.D is not in it and is shown by the numbers of its fields; protoc puts it in with --include_imports",
            DescriptorFile.Warning(lacking, part));
    }

    [Fact]
    public void Without_a_file_there_is_no_set_and_no_fault()
    {
        Assert.Null(DescriptorFile.Read(null, out string? fault));
        Assert.Null(fault);
        Assert.Null(DescriptorFile.Warning(null, null));
    }

    [Fact]
    public void A_file_that_is_no_set_ends_replay_with_its_name_and_the_reason()
    {
        string bad = _rig.File("bad.desc", [0x7b, 0x7d]);
        string missing = _rig.Path("missing.desc");
        var options = new ReplayOptions { Files = [_rig.File("a.pcap", HttpCapture.Sample())] };

        Assert.Equal(ExitCode.Error, _rig.Run(options with { Descriptors = bad }));
        Assert.Equal($"podmirror: {bad}: the set is malformed at its byte 1: TagInvalid\n", _rig.Error);
        Assert.Equal(ExitCode.Error, _rig.Run(options with { Descriptors = missing }));
        Assert.Equal($"podmirror: {missing}: no such file\n", _rig.Error);
    }
}
