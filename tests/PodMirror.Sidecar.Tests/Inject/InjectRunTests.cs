using System.Text;
using System.Text.Json.Nodes;
using PodMirror.Injection;
using PodMirror.Sidecar.Inject;

namespace PodMirror.Sidecar.Tests.Inject;

public sealed class InjectRunTests : IDisposable
{
    private const string Pod = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n  - name: app\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("podmirror-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_pod_of_standard_input_comes_out_with_both_containers_and_a_line_of_report()
    {
        (int code, string output, string error) = Run(InjectRun.Inject, new() { Files = ["-"] }, Pod);

        Assert.Equal(ExitCode.Ok, code);
        Assert.Equal("pod/web  injected  the Pod gets the containers mirror and tme\n", error);
        JsonNode containers = Yaml.Read(output)!["spec"]!["containers"]!;
        Assert.Equal(["app", "tme", "mirror"], containers.AsArray().Select(one => one!["name"]!.GetValue<string>()));
        Assert.StartsWith("ghcr.io/podmirror/podmirror:", containers[1]!["image"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("http://podmirror.podmirror.svc:4318", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Uninject_gives_back_what_inject_got()
    {
        string injected = Run(InjectRun.Inject, new() { Files = ["-"], Image = "registry.example/own:1", NativeSidecars = true }, Pod).Output;

        (int code, string output, string error) = Run(InjectRun.Uninject, new() { Files = ["-"] }, injected);

        Assert.Equal((ExitCode.Ok, Pod), (code, output));
        Assert.Equal("pod/web  uninjected  the containers mirror and tme are taken back\n", error);
    }

    [Fact]
    public void Settings_come_of_the_file_and_the_command_line_wins()
    {
        string config = Write("config.json", """{"image":"a:1","endpoint":"http://a","nativeSidecars":"always","clusterName":"prod"}""");

        string output = Run(InjectRun.Inject, new() { Files = ["-"], Config = config, Image = "b:2", Mode = MirrorMode.Egress }, Pod).Output;

        JsonNode tme = Yaml.Read(output)!["spec"]!["initContainers"]![0]!;
        Assert.Equal("b:2", tme["image"]!.GetValue<string>());
        Assert.Equal("http://a", tme["env"]![0]!["value"]!.GetValue<string>());
        Assert.Contains("prod", output, StringComparison.Ordinal);
        Assert.Contains("- egress\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"image":"a","endpoint":"http://a","imagee":1}""")]
    [InlineData("image: a\n")]
    [InlineData("")]
    public void Settings_that_cannot_be_read_are_an_error_with_the_files_name(string text)
    {
        string config = Write("config.json", text);

        (int code, string output, string error) = Run(InjectRun.Inject, new() { Files = ["-"], Config = config }, Pod);

        Assert.Equal((ExitCode.Error, ""), (code, output));
        Assert.StartsWith($"podmirror: {config}: ", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void Files_that_cannot_be_read_are_all_told_and_nothing_is_written()
    {
        string broken = Write("broken.yaml", "a: b\n  c: [\n");
        string empty = Directory.CreateDirectory(Path.Combine(_folder, "empty")).FullName;
        string output = Path.Combine(_folder, "out.yaml");

        (int code, string text, string error) = Run(InjectRun.Inject, new() { Files = ["-", broken, "/none", empty], Output = output }, Pod);

        Assert.Equal((ExitCode.Error, ""), (code, text));
        Assert.False(File.Exists(output));
        Assert.Equal(
            $"podmirror: {broken}:2:4: while scanning a plain scalar value, found invalid mapping\n"
                + $"podmirror: /none: no such file\npodmirror: {empty}: a folder without .yaml, .yml or .json files\n",
            error);
    }

    [Fact]
    public void A_folder_stands_for_its_manifests_in_the_order_of_their_names()
    {
        Write("b.yml", Pod.Replace("web", "b", StringComparison.Ordinal));
        Write("a.yaml", Pod.Replace("web", "a", StringComparison.Ordinal));
        Write("c.json", """{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"long-name"}}""");
        Write("d.txt", "{{");

        (int code, string output, string error) = Run(InjectRun.Inject, new() { Files = [_folder] });

        Assert.Equal(ExitCode.Ok, code);
        Assert.Equal(3, Yaml.ReadAll(output).Documents.Count);
        Assert.Equal(
            """
            pod/a                 injected   the Pod gets the containers mirror and tme
            pod/b                 injected   the Pod gets the containers mirror and tme
            deployment/long-name  malformed  it has no Pod template that can be read

            """,
            error);
    }

    [Fact]
    public void The_output_may_be_the_file_that_was_read_and_keeps_its_mode_and_its_links()
    {
        string file = Write("pod.yaml", Pod);
        string link = Path.Combine(_folder, "link.yaml");
        File.CreateSymbolicLink(link, file);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        }

        Assert.Equal((ExitCode.Ok, ""), Strip(Run(InjectRun.Inject, new() { Files = [link], Output = link })));

        Assert.Contains("name: mirror", File.ReadAllText(file), StringComparison.Ordinal);
        Assert.NotNull(new FileInfo(link).LinkTarget);
        Assert.Equal(2, Directory.GetFiles(_folder).Length);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(file));
        }
    }

    [Theory]
    [InlineData("nowhere/out.yaml", "no such file")]
    [InlineData("", "it is a folder")]
    public void An_output_that_cannot_be_written_is_an_error(string name, string reason)
    {
        string path = Path.Combine(_folder, name);

        (int code, _, string error) = Run(InjectRun.Inject, new() { Files = ["-"], Output = path }, Pod);

        Assert.Equal(ExitCode.Error, code);
        Assert.Equal($"podmirror: {path}: cannot be written: {reason}\n", error);
    }

    [Fact]
    public void The_report_for_machines_has_an_object_a_workload()
    {
        string pod = Pod.Replace("name: web", "name: web\n  namespace: kube-system", StringComparison.Ordinal);

        (_, string output, string error) = Run(InjectRun.Inject, new() { Files = ["-"], Json = true }, pod);

        Assert.Equal(pod, output);
        Assert.Equal(
            """{"file":"-","kind":"Pod","name":"web","namespace":"kube-system","changed":false,"reason":"excluded_namespace","""
                + "\"message\":\"Pods of this namespace are never touched (kube-system)\",\"warnings\":[]}\n",
            error);
    }

    [Fact]
    public void Warnings_stand_below_their_workload_and_names_cannot_command_the_terminal()
    {
        const string deployment = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: "a\e[31m", annotations: {mirror.traceable.ai/mode: egress}}
            spec: {template: {spec: {hostNetwork: true, containers: []}}}
            """;

        string error = Run(InjectRun.Inject, new() { Files = ["-"] }, deployment).Error;

        string[] lines = error.Split('\n');
        Assert.StartsWith(@"deployment/a\u{1b}[31m  host_network  the Pod uses the node's network, ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("  warning: the annotation mirror.traceable.ai/mode of the Deployment means ", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Where_there_is_no_workload_that_is_said()
    {
        (int code, string output, string error) = Run(InjectRun.Inject, new() { Files = ["-"] }, "# nothing\n");

        const string expected = "podmirror: there is no workload in it; looked at are Pod, Deployment, StatefulSet, DaemonSet, ReplicaSet, "
            + "ReplicationController, Job, CronJob, PodTemplate, and lists of them\n";
        Assert.Equal((ExitCode.Ok, "# nothing\n", expected), (code, output, error));
    }

    [Theory]
    [InlineData("pod/web", "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: []}\n", "what came is no Pod that can be read")]
    [InlineData(
        "job/web", "apiVersion: batch/v1\nkind: Job\nmetadata: {name: web}\nspec: {template: {spec: {containers: []}}}\n",
        "it has no Pod template that can be read")]
    public void A_workload_without_a_container_is_left_alone(string name, string manifest, string sentence)
    {
        (_, string output, string error) = Run(InjectRun.Inject, new() { Files = ["-"], NativeSidecars = true }, manifest);

        Assert.Equal((manifest, $"{name}  malformed  {sentence} (it has no container)\n"), (output, error));
    }

    [Theory]
    [InlineData("apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nspec: {template: {spec: {containers: [{name: app}]}}}\n")]
    [InlineData("""{"apiVersion":"argoproj.io/v1alpha1","kind":"Rollout","spec":{"template":{"spec":{"containers":[]}}}}""")]
    [InlineData("apiVersion: v1\nkind: List\nitems:\n- {apiVersion: a/v1, kind: Rollout, spec: {template: {spec: {containers: []}}}}\n")]
    public void A_kind_with_a_pod_template_that_is_not_looked_at_is_told_of_once(string manifest)
    {
        string two = manifest.StartsWith('{') ? manifest + manifest : manifest + "---\n" + manifest;

        (int code, string output, string error) = Run(InjectRun.Inject, new() { Files = ["-"] }, two);

        Assert.Equal((ExitCode.Ok, two), (code, output));
        Assert.StartsWith(
            "podmirror: Rollout has a Pod template and is a kind that is not looked at: it comes out as it went in\npodmirror: there is no ", error,
            StringComparison.Ordinal);
        Assert.Equal(2, error.TrimEnd('\n').Split('\n').Length);
    }

    [Theory]
    [InlineData("apiVersion: v1\nkind: ConfigMap\ndata: {spec: {template: 3}}\n")]
    [InlineData("kind: X\nspec: [template]\n")]
    [InlineData("kind: X\nspec: {template: {spec: {containers: 3}}}\n")]
    public void Other_kinds_are_not_told_of(string manifest) =>
        Assert.StartsWith(
            "podmirror: there is no workload in it", Run(InjectRun.Inject, new() { Files = ["-"] }, manifest).Error, StringComparison.Ordinal);

    [Fact]
    public void A_namespace_among_the_manifests_is_heeded()
    {
        const string ns = "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {pod-security.kubernetes.io/enforce: baseline}}\n---\n";
        string pod = Pod.Replace("name: web", "name: web\n  namespace: shop", StringComparison.Ordinal);

        (_, string output, string error) = Run(InjectRun.Inject, new() { Files = ["-"] }, pod + "---\n" + ns);

        Assert.Equal(pod + "---\n" + ns, output);
        Assert.StartsWith("pod/web  pod_security  ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Colours_are_for_terminals()
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(Pod));
        var error = new StringWriter();

        InjectRun.Inject(new() { Files = ["-"] }, new InjectTerminal(input, Stream.Null, error, Colours: true));

        Assert.StartsWith("pod/web  \e[32minjected\e[0m  \e[2mthe Pod", error.ToString(), StringComparison.Ordinal);
    }

    private static (int Code, string Output) Strip((int Code, string Output, string Error) result) => (result.Code, result.Output);

    private static (int Code, string Output, string Error) Run(Func<InjectOptions, InjectTerminal, int> run, InjectOptions options, string input = "")
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(input));
        using var output = new MemoryStream();
        var error = new StringWriter();
        int code = run(options, new InjectTerminal(stream, output, error, Colours: false));
        return (code, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
