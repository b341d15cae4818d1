using System.Security.Cryptography.X509Certificates;

namespace PodMirror.Kubernetes.Tests;

public sealed class OrderTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Files_of_the_variable_that_are_missing_are_passed_over()
    {
        string a = Write("a", Whole("http://a"));

        Assert.Equal("http://a/", Server($"/nope:{a}:{_directory}/gone"));
    }

    [Fact]
    public void A_context_its_cluster_and_its_user_may_be_in_different_files()
    {
        string files = string.Join(
            ':',
            Write("a", "contexts: [{name: x, context: {cluster: k, user: u, namespace: shop} }]\n"),
            Write("b", "clusters: [{name: k, cluster: {server: 'http://k'} }]\n"),
            Write("c", "users: [{name: u, user: {token: t} }]\n"));

        using KubeClient client = Access(files, "x").Connect();

        Assert.Equal(("http://k/", "shop"), (client.Server.AbsoluteUri, client.Namespace));
    }

    [Fact]
    public void Of_an_entry_that_is_in_several_files_the_first_counts()
    {
        string empty = Write("empty", "");
        string first = Write("first", Whole("http://first"));
        string second = Write("second", Whole("http://second").Replace("current-context: c", "current-context: d", StringComparison.Ordinal));

        Assert.Equal("http://first/", Server($"{empty}:{first}:{second}"));
    }

    [Fact]
    public void Without_the_variable_it_is_the_file_below_the_home()
    {
        Directory.CreateDirectory(Path.Combine(_directory, ".kube"));
        Write(".kube/config", Whole("http://home"));

        Assert.Equal("http://home/", Server(null));
    }

    [Fact]
    public void A_Pod_s_account_is_taken_only_when_there_is_no_kubeconfig()
    {
        string a = Write("a", Whole("http://a"));
        WriteAccount();

        Assert.Equal("http://a/", Server(a));
        Assert.Equal("https://10.0.0.1/", Server("/nope"));
        Assert.Equal("https://10.0.0.1/", Server(Write("empty", "apiVersion: v1\nkind: Config\n")));
        Assert.Equal("https://10.0.0.1/", Server(null));
    }

    [Fact]
    public void A_Pod_s_account_has_no_contexts()
    {
        WriteAccount();

        KubeException fault = Assert.Throws<KubeException>(() => Access(null, "x").Connect());

        Assert.StartsWith($"no access to a cluster: there is no kubeconfig ({_directory}/.kube/config); ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_user_without_credentials_is_taken()
    {
        string file = Write("a", Whole("http://127.0.0.1:8001").Replace("token: t", "", StringComparison.Ordinal));

        Assert.Equal("http://127.0.0.1:8001/", Server(file));
    }

    [Theory]
    [InlineData("https://me:secret@host:6443/base?q#f", "https://host:6443/base/")]
    [InlineData("host:8080", "http://host:8080/")]
    public void Only_where_the_server_is_is_known_of_its_URL(string address, string server) =>
        Assert.Equal(server, Server(Write("a", Whole(address))));

    [Fact]
    public void What_leads_nowhere_is_told_with_the_files()
    {
        string a = Write("a", "contexts: [{name: x, context: {cluster: k} }, {name: y, context: {} }]\n");
        string b = Write("b", "not: [a, kubeconfig");

        Assert.Equal($"no access to a cluster: {a}: no context is the current one, and none is named", Fault(a, null));
        Assert.Equal($"no access to a cluster: {a}: there is no context \"z\"", Fault(a, "z"));
        Assert.Equal($"no access to a cluster: {a}: context \"x\": there is no cluster \"k\" in {a}", Fault(a, "x"));
        Assert.Equal($"no access to a cluster: {a}: context \"y\": it names no cluster", Fault(a, "y"));
        Assert.StartsWith($"no access to a cluster: {b}: it is no YAML, from line ", Fault($"{a}:{b}", "x"), StringComparison.Ordinal);
        Assert.StartsWith($"no access to a cluster: {_directory}: ", Fault(_directory, null), StringComparison.Ordinal);
    }

    private static string Whole(string server) => $$"""
        current-context: c
        clusters: [{name: c, cluster: {server: "{{server}}" } }]
        users: [{name: u, user: {token: t} }]
        contexts: [{name: c, context: {cluster: c, user: u} }]
        """;

    private KubeAccess Access(string? kubeconfig, string? context = null)
    {
        var variables = new Dictionary<string, string?>
        {
            ["KUBECONFIG"] = kubeconfig,
            ["HOME"] = _directory,
            ["KUBERNETES_SERVICE_HOST"] = "10.0.0.1",
            ["KUBERNETES_SERVICE_PORT"] = "443",
        };
        return new KubeAccess(null, context)
        {
            Variable = variables.GetValueOrDefault,
            AccountDirectory = Path.Combine(_directory, "account"),
        };
    }

    private string Server(string? kubeconfig)
    {
        using KubeClient client = Access(kubeconfig).Connect();
        return client.Server.AbsoluteUri;
    }

    private string Fault(string kubeconfig, string? context) =>
        Assert.Throws<KubeException>(() => Access(kubeconfig, context).Connect()).Message;

    private void WriteAccount()
    {
        using X509Certificate2 authority = TlsServer.MakeAuthority();
        Directory.CreateDirectory(Path.Combine(_directory, "account"));
        Write("account/token", "t\n");
        Write("account/ca.crt", authority.ExportCertificatePem());
        Write("account/namespace", "podmirror");
    }

    private string Write(string name, string text)
    {
        string file = Path.Combine(_directory, name);
        File.WriteAllText(file, text);
        return file;
    }
}
