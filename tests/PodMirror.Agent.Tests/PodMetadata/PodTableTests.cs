using CsCheck;
using PodMirror.Agent.Configuration;
using PodMirror.Agent.PodMetadata;

namespace PodMirror.Agent.Tests.PodMetadata;

public sealed class PodTableTests
{
    private static readonly Guid Uid = FakePods.Web;
    private static readonly Guid OwnerUid = FakePods.WebSet;
    private readonly FakePods _pods = new();

    [Theory]
    [InlineData("apps/v1", "StatefulSet", "k8s.statefulset.name")]
    [InlineData("apps/v1", "DaemonSet", "k8s.daemonset.name")]
    [InlineData("apps/v1", "ReplicaSet", "k8s.replicaset.name")]
    [InlineData("batch/v1", "Job", "k8s.job.name")]
    public void The_owner_of_a_Pod_that_stands_for_itself_names_it_and_its_service(string version, string kind, string attribute)
    {
        ControllerSink owners = kind == "Job" ? _pods.Jobs : _pods.Sets;
        owners.Put(FakePods.Item("web", OwnerUid));
        _pods.Table.Put(FakePods.Item("web-0", Uid, FakePods.Owner(version, kind, "web", OwnerUid)));

        string[] attributes = _pods.AttributesOf(Uid)!;

        Assert.Contains(attribute + "=web", attributes);
        Assert.Contains(attribute.Replace(".name", ".uid", StringComparison.Ordinal) + "=" + OwnerUid, attributes);
        Assert.Contains("service.name=web", attributes);
        Assert.Contains("k8s.pod.name=web-0", attributes);
        Assert.Equal(6, attributes.Length);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""[ { "apiVersion": "example.com/v1", "kind": "Deployment", "name": "web", "uid": "UID", "controller": true } ]""")]
    [InlineData("""[ { "apiVersion": "v1", "kind": "Node", "name": "n1", "uid": "UID", "controller": true } ]""")]
    [InlineData("""[ { "apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "web", "uid": "UID" } ]""")]
    public void A_Pod_of_nobody_or_of_a_kind_without_attributes_names_its_service_itself(string owners)
    {
        _pods.Table.Put(FakePods.Item("web-0", Uid, owners.Replace("UID", OwnerUid.ToString(), StringComparison.Ordinal)));

        Assert.Equal(
            [$"k8s.pod.uid={Uid}", "k8s.namespace.name=shop", "k8s.pod.name=web-0", "service.name=web-0"], _pods.AttributesOf(Uid)!);
    }

    [Theory]
    [InlineData("apps/v1", "ReplicaSet")]
    [InlineData("batch/v1", "Job")]
    public void While_nobody_has_told_what_is_behind_an_owner_its_name_is_not_taken_for_the_services(string version, string kind)
    {
        ControllerSink owners = kind == "Job" ? _pods.Jobs : _pods.Sets;
        _pods.Table.Put(FakePods.Item("web-1-abcde", Uid, FakePods.Owner(version, kind, "web-1", OwnerUid)));
        Assert.Contains($"k8s.{kind.ToLowerInvariant()}.name=web-1", _pods.AttributesOf(Uid)!);
        Assert.Empty(ServiceNames());

        owners.Put(FakePods.Item("web-1", OwnerUid));
        Assert.Equal(["service.name=web-1"], ServiceNames());

        owners.Remove(FakePods.Item("web-1", OwnerUid));
        Assert.Equal(["service.name=web-1"], ServiceNames());
    }

    [Fact]
    public void A_list_that_no_longer_tells_of_a_ReplicaSet_that_nobody_owns_leaves_nothing_of_it()
    {
        _pods.Sets.Put(FakePods.Item("web", OwnerUid));
        Assert.Equal(TableMemory.LinkBytes, _pods.Memory.Used);

        _pods.Sets.BeginList();
        _pods.Sets.EndList();

        Assert.Equal(0, _pods.Memory.Used);
    }

    [Fact]
    public void At_the_bound_a_Pod_whose_Deployment_is_not_kept_has_no_service_name_and_says_so_by_the_one_it_had()
    {
        var pods = new FakePods(maxBytes: 200);
        pods.Table.Put(FakePods.Item("web-1-abcde", Uid, FakePods.Owner("apps/v1", "ReplicaSet", "web-1", OwnerUid)));
        pods.Sets.Put(FakePods.Item("web-1", OwnerUid, FakePods.Owner("apps/v1", "Deployment", "web", FakePods.WebDeployment)));
        Assert.True(pods.Memory.IsFull);

        string[] attributes = pods.AttributesOf(Uid, ("service.name", "unknown_service:java"))!;

        Assert.Contains("k8s.replicaset.name=web-1", attributes);
        Assert.Equal("service.name=unknown_service:java", Assert.Single(attributes, one => one.StartsWith("service.name", StringComparison.Ordinal)));
        Assert.DoesNotContain(attributes, one => one.StartsWith("k8s.deployment", StringComparison.Ordinal));
    }

    [Fact]
    public void A_CronJob_is_found_behind_its_Job_whichever_is_told_of_first()
    {
        Guid later = FakePods.WebDeployment;
        _pods.Table.Put(FakePods.Item("clean-1-abcde", Uid, FakePods.Owner("batch/v1", "Job", "clean-1", OwnerUid)));

        _pods.Jobs.Put(FakePods.Item("clean-1", OwnerUid, FakePods.Owner("batch/v1", "CronJob", "clean", Guid.NewGuid())));
        _pods.Table.Put(FakePods.Item("clean-1-fghij", later, FakePods.Owner("batch/v1", "Job", "clean-1", OwnerUid)));

        Assert.All((Guid[])[Uid, later], uid => Assert.Contains("k8s.cronjob.name=clean", _pods.AttributesOf(uid)!));
        Assert.All((Guid[])[Uid, later], uid => Assert.Contains("service.name=clean", _pods.AttributesOf(uid)!));
    }

    [Fact]
    public void A_ReplicaSet_that_is_adopted_by_another_Deployment_tells_of_that()
    {
        FakePods pods = FakePods.WithWeb();

        pods.Sets.Put(FakePods.Item("web-5d9f", FakePods.WebSet, FakePods.Owner("apps/v1", "Deployment", "web2", Guid.NewGuid())));
        Assert.Contains("k8s.deployment.name=web2", pods.AttributesOf(Uid)!);

        pods.Sets.Put(FakePods.Item("web-5d9f", FakePods.WebSet));
        Assert.DoesNotContain(pods.AttributesOf(Uid)!, one => one.StartsWith("k8s.deployment", StringComparison.Ordinal));
    }

    [Fact]
    public void Labels_and_annotations_are_those_asked_for_as_they_are_now()
    {
        _pods.Table.Put(FakePods.Item(
            "web", Uid, labels: """{ "app": "one", "other": "x" }""", annotations: """{ "example.com/owner": "Zoë", "other": "x" }"""));
        Assert.Equal(
            ["k8s.pod.label.app=one", "k8s.pod.annotation.example.com/owner=Zoë"],
            _pods.AttributesOf(Uid)!.Where(one => one.StartsWith("k8s.pod.label", StringComparison.Ordinal)
                || one.StartsWith("k8s.pod.annotation", StringComparison.Ordinal)));

        _pods.Table.Put(FakePods.Item("web", Uid, labels: """{ "app": "two" }"""));

        Assert.Contains("k8s.pod.label.app=two", _pods.AttributesOf(Uid)!);
        Assert.DoesNotContain(_pods.AttributesOf(Uid)!, one => one.Contains("annotation", StringComparison.Ordinal));
    }

    [Fact]
    public void A_value_that_is_too_long_is_left_out_and_the_others_are_not()
    {
        string fits = new('x', MetadataLimits.MaxValueBytes);
        _pods.Table.Put(FakePods.Item("web", Uid, annotations: $$"""{ "example.com/owner": "{{fits}}" }"""));
        Assert.Contains("k8s.pod.annotation.example.com/owner=" + fits, _pods.AttributesOf(Uid)!);

        _pods.Table.Put(FakePods.Item("web", Uid, labels: """{ "app": "a" }""", annotations: $$"""{ "example.com/owner": "{{fits}}x" }"""));
        Assert.DoesNotContain(_pods.AttributesOf(Uid)!, one => one.Contains("annotation", StringComparison.Ordinal));
        Assert.Contains("k8s.pod.label.app=a", _pods.AttributesOf(Uid)!);
    }

    [Theory]
    [InlineData(false, "resource.opentelemetry.io/service.name", "app.kubernetes.io/instance", "annotated")]
    [InlineData(true, "resource.opentelemetry.io/service.name", "app.kubernetes.io/instance", "annotated")]
    [InlineData(true, "other", "app.kubernetes.io/instance", "instance")]
    [InlineData(true, "other", "other", "named")]
    [InlineData(false, "other", "app.kubernetes.io/instance", "web")]
    public void The_service_is_named_by_the_precedence_of_the_conventions(bool fromLabels, string annotation, string label, string expected)
    {
        var pods = new FakePods(new MetadataOptions { ServiceNameFromLabels = fromLabels });
        pods.Table.Put(FakePods.Item(
            "web-0",
            Uid,
            FakePods.Owner("apps/v1", "StatefulSet", "web", OwnerUid),
            $$"""{ "{{label}}": "instance", "app.kubernetes.io/name": "named" }""",
            $$"""{ "{{annotation}}": "annotated" }"""));

        Assert.Contains("service.name=" + expected, pods.AttributesOf(Uid)!);
    }

    [Fact]
    public void A_Pod_is_known_for_its_grace_after_its_end_and_then_nothing_of_it_is_left()
    {
        FakePods pods = FakePods.WithWeb();
        pods.Table.Remove(FakePods.Item("web-5d9f-x7gfd", Uid));
        pods.Sets.Remove(FakePods.Item("web-5d9f", FakePods.WebSet));
        pods.Clock.Advance(MetadataLimits.DeadGrace - TimeSpan.FromSeconds(1));
        pods.Table.Forget();
        Assert.Contains("k8s.deployment.name=web", pods.AttributesOf(Uid)!);

        pods.Clock.Advance(TimeSpan.FromSeconds(1));
        pods.Table.Forget();

        Assert.Null(pods.AttributesOf(Uid));
        Assert.Equal((0, 0L), (pods.Table.Count, pods.Memory.Used));
    }

    [Theory]
    [InlineData(-400)]
    [InlineData(400)]
    public void A_wall_clock_that_is_set_makes_the_grace_neither_longer_nor_shorter(int days)
    {
        FakePods pods = FakePods.WithWeb();
        pods.Table.Remove(FakePods.Item("web-5d9f-x7gfd", Uid));
        pods.Clock.JumpWall(TimeSpan.FromDays(days));
        pods.Clock.Advance(MetadataLimits.DeadGrace - TimeSpan.FromSeconds(1));
        pods.Table.Forget();
        Assert.NotNull(pods.AttributesOf(Uid));

        pods.Clock.Advance(TimeSpan.FromSeconds(1));
        pods.Table.Forget();

        Assert.Null(pods.AttributesOf(Uid));
    }

    [Fact]
    public void What_a_list_no_longer_tells_of_has_ended()
    {
        FakePods pods = FakePods.WithWeb();
        Guid kept = Guid.NewGuid();
        pods.Table.Put(FakePods.Item("kept", kept));
        pods.Table.BeginList();
        pods.Table.BeginList();
        pods.Table.Put(FakePods.Item("kept", kept));
        pods.Table.EndList();
        pods.Sets.BeginList();
        pods.Sets.EndList();
        Assert.NotNull(pods.AttributesOf(Uid));

        pods.Clock.Advance(MetadataLimits.DeadGrace);
        pods.Table.Remove(FakePods.Item("stranger", Guid.NewGuid()));

        Assert.Equal((true, 1), (pods.Table.TryFind(kept, out _), pods.Table.Count));
    }

    [Fact]
    public void At_the_bound_those_that_ended_go_first_and_then_new_ones_are_left_out_and_counted()
    {
        var pods = new FakePods(maxBytes: 2000);
        Guid[] uids = [.. Enumerable.Range(0, 100).Select(_ => Guid.NewGuid())];
        pods.Table.Put(FakePods.Item("ended", Uid));
        pods.Table.Remove(FakePods.Item("ended", Uid));
        foreach (Guid uid in uids)
        {
            pods.Table.Put(FakePods.Item("web", uid));
        }

        Assert.False(pods.Table.TryFind(Uid, out _));
        Assert.True(pods.Table.TryFind(uids[0], out _));
        Assert.Equal(100 - pods.Table.Count, pods.Metrics.PodsLeftOut.Value);
        Assert.InRange(pods.Memory.Used, 2000, 2600);
    }

    [Fact]
    public void What_no_object_should_look_like_is_passed_over()
    {
        foreach (string item in (string[])["{}", "[]", "7", """{ "metadata": { "uid": 7 } }""", """{ "metadata": { "uid": "x", "labels": [] } }"""])
        {
            System.Text.Json.JsonElement json = System.Text.Json.JsonDocument.Parse(item).RootElement;
            _pods.Table.Put(json);
            _pods.Table.Remove(json);
            _pods.Sets.Put(json);
            _pods.Sets.Remove(json);
        }

        Assert.Equal((0, 0L), (_pods.Table.Count, _pods.Memory.Used));
    }

    [Fact]
    public void Any_order_of_events_leaves_nothing_behind_in_the_end() => Gen.Select(Gen.Int[0, 4], Gen.Int[0, 5], Gen.Int[0, 2]).Array.Sample(
        events =>
        {
            var pods = new FakePods();
            foreach ((int what, int pod, int owner) in events)
            {
                Apply(pods, what, pod, owner);
            }

            pods.Table.BeginList();
            pods.Table.EndList();
            pods.Sets.BeginList();
            pods.Sets.EndList();
            pods.Clock.Advance(MetadataLimits.DeadGrace);
            pods.Table.Forget();
            return pods.Table.Count == 0 && pods.Memory.Used == 0;
        });

    private IEnumerable<string> ServiceNames() =>
        _pods.AttributesOf(Uid)!.Where(one => one.StartsWith("service.name=", StringComparison.Ordinal));

    private static void Apply(FakePods pods, int what, int pod, int owner)
    {
        var uid = new Guid(pod + 1, 0, 0, new byte[8]);
        var set = new Guid(owner + 1, 1, 0, new byte[8]);
        string owners = owner == 2 ? "[]" : FakePods.Owner("apps/v1", "ReplicaSet", $"set-{owner}", set);
        switch (what)
        {
            case 0 or 1:
                pods.Table.Put(FakePods.Item($"set-{owner}-{pod}", uid, owners, $$"""{ "app": "{{owner}}" }"""));
                break;
            case 2:
                pods.Table.Remove(FakePods.Item("", uid));
                break;
            case 3:
                pods.Sets.Put(FakePods.Item("", set, FakePods.Owner("apps/v1", "Deployment", "d", new Guid(pod / 2, 2, 0, new byte[8]))));
                break;
            default:
                pods.Sets.Remove(FakePods.Item("", set));
                break;
        }
    }
}
