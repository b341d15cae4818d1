using System.Net.Sockets;
using PodMirror.Live.Tests.Net;

namespace PodMirror.Live.Tests.Peers;

/// <summary>A real server in the Pod, with a folder of its own.</summary>
internal sealed class Server : IDisposable
{
    public const int Port = 8080;

    /// <summary>Where nghttpx takes what it passes on.</summary>
    public const int ProxiedPort = 8081;

    private const string NginxConfiguration = "nginx.conf";

    private readonly string _folder;
    private readonly List<ForeignProgram> _programs = [];

    private Server(string folder) => _folder = folder;

    private string LogPath => Path.Combine(_folder, "access.log");

    /// <summary>nginx with HTTP/2 in clear text; its log has a line for each request: method, target, status, bytes of the body.</summary>
    /// <param name="network">Where it listens.</param>
    /// <param name="large">Fields of what is under /large/.</param>
    public static Server Nginx(PodNetwork network, params LargeField[] large)
    {
        string folder = Directory.CreateTempSubdirectory("podmirror-nginx-").FullName;
        string added = string.Join(' ', large.Select(field => $"add_header {field.Name} \"{field.Value}\";"));
        File.WriteAllText(Path.Combine(folder, NginxConfiguration), $$"""
            daemon off;
            user root;
            pid {{folder}}/pid;
            error_log stderr warn;
            events { }
            http {
                log_format calls '$request_method $request_uri $status $body_bytes_sent';
                access_log {{folder}}/access.log calls;
                keepalive_requests 1000000;
                default_type text/plain;
                large_client_header_buffers 32 64k;
                server {
                    listen {{PodNetwork.PodAddress}}:{{Port}} http2;
                    location /items/ { return 200 "item $request_uri $http_x_number\n"; }
                    location /old/ { return 301 /items/; }
                    location /empty/ { return 204; }
                    location /large/ { {{added}} return 200 "large $request_uri\n"; }
                    location / { return 404 "nothing here\n"; }
                }
            }
            """);
        return new Server(folder).Run(network, Port, "nginx", "-p", folder, "-c", NginxConfiguration);
    }

    /// <summary>Has nginx begin anew, as after a change of its configuration: the old workers end their connections with GOAWAY.</summary>
    public Task ReloadAsync(PodNetwork network) =>
        ForeignProgram.RunAsync(network.Pod, "nginx", "-p", _folder, "-c", NginxConfiguration, "-s", "reload");

    /// <summary>nghttpd, which serves two files, pushes one with the other, echoes uploads and sends trailers.</summary>
    public static Server Nghttpd(PodNetwork network) => Nghttpd(network, Port);

    /// <summary>The same behind nghttpx, which is asked in HTTP/1.1 and grants an upgrade to HTTP/2.</summary>
    /// <param name="network">Where it listens.</param>
    /// <param name="large">Fields that it adds to each response.</param>
    public static Server Nghttpx(PodNetwork network, params LargeField[] large) =>
        Nghttpd(network, ProxiedPort).RunProxy(network, "h2", [.. large.Select(field => $"--add-response-header={field.Line}")]);

    /// <summary>nghttpx alone, before a server of the test's own that speaks HTTP/1.1.</summary>
    public static Server Proxy(PodNetwork network) =>
        new Server(Directory.CreateTempSubdirectory("podmirror-nghttpx-").FullName).RunProxy(network, "http/1.1", []);

    private static Server Nghttpd(PodNetwork network, int port)
    {
        string folder = Directory.CreateTempSubdirectory("podmirror-nghttpd-").FullName;
        File.WriteAllText(Path.Combine(folder, "page.html"), Page);
        File.WriteAllText(Path.Combine(folder, "style.css"), Style);
        return new Server(folder).Run(
            network, port, "nghttpd", "--no-tls", "--htdocs", folder, "--address", PodNetwork.PodAddress.ToString(), "--push=/page.html=/style.css",
            "--echo-upload", "--trailer", "x-end: yes", $"{port}");
    }

    /// <summary>What /page.html is.</summary>
    public static string Page { get; } = string.Concat(Enumerable.Repeat("<p>A page of some length.</p>\n", 2000));

    /// <summary>What /style.css is.</summary>
    public static string Style => "p { color: green }\n";

    /// <summary>The base of its addresses.</summary>
    public static string Uri(string path) => $"http://{PodNetwork.PodAddress}:{Port}{path}";

    /// <summary>The lines of the log so far.</summary>
    public string[] Log => File.Exists(LogPath) ? File.ReadAllLines(LogPath) : [];

    public void Dispose()
    {
        _programs.ForEach(program => program.Dispose());
        Directory.Delete(_folder, recursive: true);
    }

    private Server RunProxy(PodNetwork network, string behind, string[] options) => Run(
        network,
        Port,
        "nghttpx",
        [
            "--conf=/dev/null", "--single-process", $"--frontend={PodNetwork.PodAddress},{Port};no-tls",
            $"--backend={PodNetwork.PodAddress},{ProxiedPort};;proto={behind}", "--request-header-field-buffer=1M", .. options,
        ]);

    /// <summary>Starts a program, and waits until it listens.</summary>
    private Server Run(PodNetwork network, int port, string name, params string[] arguments)
    {
        ForeignProgram program = ForeignProgram.Start(network.Pod, name, arguments);
        _programs.Add(program);
        for (int i = 0; i < 1000; i++)
        {
            using Socket socket = network.Outside.Run(() => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
            try
            {
                socket.Connect(PodNetwork.PodAddress, port);
                return this;
            }
            catch (SocketException)
            {
                Thread.Sleep(10);
            }
        }

        Dispose();
        throw new InvalidOperationException($"{name} never listened: {program.Said}");
    }
}
