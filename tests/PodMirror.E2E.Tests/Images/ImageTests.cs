using System.Text.Json.Nodes;
using PodMirror.E2E.Tests.Kit;

namespace PodMirror.E2E.Tests.Images;

/// <summary>What holds of the images as they were built: read from their archives, not from what built them.</summary>
public sealed class ImageTests
{
    private const string Capability = "security.capability";

    // linux/capability.h, VFS_CAP_REVISION_2 in little endian: the revision with no effective flag, then permitted and inheritable, low words first.
    // CAP_NET_RAW is number 13.
    private const string NetRawPermitted = "\x00\x00\x00\x02" + "\x00\x20\x00\x00" + "\0\0\0\0" + "\0\0\0\0" + "\0\0\0\0";

    private static readonly string[] Shells = ["sh", "bash", "dash", "ash", "busybox"];

    public static TheoryData<string, string> Images => new()
    {
        { "podmirror", "/opt/podmirror/podmirror" },
        { "podmirror-agent", "/opt/podmirror/podmirror-agent" },
    };

    [Fact]
    public void The_sidecar_has_exactly_the_one_capability_permitted_and_not_effective()
    {
        OciFile capable = Assert.Single(Read("podmirror").Files(Capability), file => file.Attribute is not null);

        Assert.Equal("/opt/podmirror/podmirror", capable.Path);
        Assert.Equal(NetRawPermitted, capable.Attribute);
    }

    [Fact]
    public void No_file_of_the_agent_has_a_capability() =>
        Assert.DoesNotContain(Read("podmirror-agent").Files(Capability), file => file.Attribute is not null);

    [Theory]
    [MemberData(nameof(Images))]
    public void An_image_runs_one_executable_as_a_user_who_is_not_root(string name, string executable)
    {
        JsonNode config = Read(name).Config;

        Assert.Equal("65532:65532", config["User"]!.GetValue<string>());
        Assert.Equal(executable, Assert.Single(config["Entrypoint"]!.AsArray())!.GetValue<string>());
        Assert.Null(config["Volumes"]);
    }

    [Theory]
    [MemberData(nameof(Images))]
    public void An_image_has_nothing_that_another_user_could_run_as_or_in(string name, string executable)
    {
        IReadOnlyList<OciFile> files = Read(name).Files(Capability);

        Assert.Contains(files, file => file.Path == executable && (file.Mode & UnixFileMode.OtherExecute) != 0);
        Assert.DoesNotContain(files, file => (file.Mode & (UnixFileMode.SetUser | UnixFileMode.SetGroup)) != 0);
        Assert.DoesNotContain(files, file => Shells.Contains(Path.GetFileName(file.Path)));
    }

    [Theory]
    [InlineData("podmirror", 16)]
    [InlineData("podmirror-agent", 24)]
    public void An_image_is_pulled_in_a_moment(string name, int mostMiB) => Assert.InRange(Read(name).CompressedBytes, 1, mostMiB << 20);

    private static OciImage Read(string name)
    {
        Assert.SkipWhen(Stage.Images is null, Stage.Missing);
        return new OciImage(Path.Combine(Stage.Images!, name + ".tar"));
    }
}
