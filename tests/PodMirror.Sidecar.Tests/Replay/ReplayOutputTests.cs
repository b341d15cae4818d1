using System.Diagnostics;
using PodMirror.Sidecar.Replay;

namespace PodMirror.Sidecar.Tests.Replay;

public sealed class ReplayOutputTests : IDisposable
{
    private readonly ReplayRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void The_output_goes_to_the_file_that_was_asked_for()
    {
        string file = _rig.File("in.pcap", HttpCapture.Sample());
        string output = _rig.File("out.json", HttpCapture.Sample());

        Assert.Equal(ExitCode.Ok, RunTo(output, file));

        Assert.Equal(2, File.ReadAllLines(output).Length);
    }

    [Fact]
    public void An_output_that_is_an_input_is_refused_before_it_is_emptied_by_whatever_name()
    {
        byte[] capture = HttpCapture.Sample();
        string first = _rig.File("first.pcap", capture);
        string second = _rig.File("second.pcap", capture);
        File.CreateSymbolicLink(_rig.Path("symbolic"), second);
        using (var link = Process.Start("ln", [second, _rig.Path("hard")]))
        {
            link.WaitForExit();
        }

        string roundabout = Path.Combine(Directory.CreateDirectory(_rig.Path("folder")).FullName, "..", "second.pcap");

        foreach (string output in (string[])[second, _rig.Path("symbolic"), _rig.Path("hard"), roundabout])
        {
            Assert.Equal(ExitCode.Usage, RunTo(output, first, second));
            Assert.Equal($"podmirror: {output}: the output is one of the inputs\n", _rig.Error);
            Assert.Equal(capture, File.ReadAllBytes(second));
        }
    }

    private int RunTo(string output, params string[] files) =>
        _rig.Run(new ReplayOptions { Files = files, Format = ReplayFormat.Json, Output = output });
}
