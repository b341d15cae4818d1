using System.Text;
using PodMirror.Exchange;
using PodMirror.Sidecar.Tme;
using PodMirror.Sidecar.Tme.Reload;
using PodMirror.Spans;

namespace PodMirror.Sidecar.Tests.Tme.Reload;

public sealed class ReloadingTests : IDisposable, IExchangeOrigin
{
    private readonly string _file = Path.GetTempFileName();
    private readonly FakeSender _sender = new();
    private readonly List<string> _log = [];

    public void Dispose()
    {
        _sender.Dispose();
        File.Delete(_file);
    }

    void IExchangeOrigin.OnDisposed(int exchanges)
    {
        // Nobody waits for it.
    }

    [Theory]
    [InlineData("{}", "{\"1\":\"Jason\"}")]
    [InlineData("{\"defaults\":{\"descriptors\":\"SET\"}}", "{\"name\":[\"Jason\"]}")]
    public async Task Messages_of_gRPC_have_the_names_of_the_documents_descriptors(string document, string body)
    {
        await File.WriteAllTextAsync(_file, document.Replace("SET", Convert.ToBase64String(PersonDescriptors.Set), StringComparison.Ordinal));
        var given = new SpanCollectorOptions
        {
            Spans = new SpanOptions(),
            Source = new SpanSource([]),
            BatchBytes = 1024 * 1024,
            MaxBatchAge = TimeSpan.FromHours(1),
        };
        var export = new ExporterOptions { Endpoint = new Uri("http://unused") };
        using var collector = new SpanCollector(
            given, listener => new SpanExporter(export, _sender, listener, TimeProvider.System), TimeProvider.System, _log.Add);
        await using var reloading = new Reloading(
            new TmeSettings { ConfigFile = _file }, export, _ => null, given, collector, new SettingsOffer(), TimeProvider.System, _log.Add);

        Assert.True(await reloading.TryStartAsync(), string.Join(" ", _log));
        collector.Add(Search().AsSpan(RecordFormat.HeaderBytes), this);
        collector.Flush();
        SpinWait.SpinUntil(() => !_sender.Requests.IsEmpty, TimeSpan.FromSeconds(20));

        Assert.Contains(body, Encoding.UTF8.GetString(Assert.Single(_sender.Requests)), StringComparison.Ordinal);
    }

    private static byte[] Search()
    {
        byte[] message = [0, 0, 0, 0, 7, 0x0A, 5, .. "Jason"u8];
        ExchangeRecord record = default;
        record.Header = new ExchangeHeader { Direction = Direction.Ingress, Protocol = HttpProtocol.Http2, StartNs = 1 };
        record.Request = new MessageView
        {
            IsPresent = true,
            Method = "POST"u8,
            Target = "/tutorial.PersonSearchService/Search"u8,
            Fields = "content-type: application/grpc\r\n"u8,
            Body = message,
            BodyBytes = message.Length,
        };
        record.Response = new MessageView { IsPresent = true, Status = 200 };
        byte[] bytes = new byte[record.WireBytes];
        record.Write(bytes);
        return bytes;
    }
}
