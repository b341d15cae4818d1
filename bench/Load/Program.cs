using PodMirror.Bench.Load;

string usage =
    """
    serve  --listen ADDRESS:PORT                      answer every request with what its X-Down asks for, its X-Request-Id with it
    drive  --to ADDRESS:PORT --pairs N [--rate N] [--connections N] [--up BYTES] [--down BYTES] [--first N]
                                                      a rate of 0 is as fast as it goes; prints what came back as one line of JSON
    sink   --listen ADDRESS:PORT [--check 0] [--keep FILE] [--next URL]
                                                      an OTLP/HTTP receiver that only counts; prints its counts on SIGTERM
    export --to ADDRESS:PORT --spans N [--rate N] [--batch N] [--bytes N] [--connections N] [--first N]
                                                      send numbered spans by OTLP/gRPC; a rate of 0 is as fast as they are acknowledged
    receive --listen ADDRESS:PORT [--protocol grpc|http] [--state FILE]
                                                      an OTLP receiver that tells which of them came; prints its counts on SIGTERM
    first  --seconds N                                stand in for tme; prints when the first captured request began, in ns since 1970
    thin   --in FILE --out FILE --truth FILE [--per-mille N] [--seed N]
                                                      remove packets at random; the truth is what each exchange lost
    judge  --kind podmirror|suricata|tshark --in FILE [--truth FILE]
                                                      count pairs, mismatches and damage that went unsaid, as one line of JSON
    judge-http2 --kind podmirror|suricata|tshark --in FILE|- --log FILE [--later-than FILE]
                                                      the same of a recording of bench/http2-load, all of it or what began later than
                                                      another recording; tshark's output is PDML
    secrets-serve --listen ADDRESS:PORT [--log FILE]  repeat what comes, by HTTP/1.1 here and by HTTP/2 at the next port
    secrets-drive --to ADDRESS:PORT --each N [--rate N]
                                                      send N seeded secrets of each form through every place
    secrets-find  --each N --in PATH,... [--quiet 1]  look for these secrets in files, in every form that they may have
    secrets-judge --in FILE                           count what the sink kept, and the fields changed that hide nothing
    answers --web URL --out FILE                      keep all that an agent's API answers
    bombs  --to ADDRESS:PORT [--kind NAME] [--times N]
                                                      send bodies that are made to cost; without a kind, list the kinds
    coverage --agent FILE [--pods N]                  start an agent in a cluster of so many Pods; prints what it costs to know how they stand
    metadata --agent FILE [--pods N] [--churn N]      start an agent in a cluster of so many Pods, of which so many are replaced; prints its memory
    farm --kubeconfig FILE [--pods N]                 be the API server of a cluster of so many Pods, of which "export" tells; write how to reach it
    filters --otlp URL --web URL [--calls N]          fill an agent's store with calls; prints how long pages by filters take, a line of JSON each
    kinds  [--each N] [--fields N] [--seed N]         tell kinds of sensitive value from each other and from what is none; a line of JSON each
    follow --web URL --rows N                         read an agent's live rows; prints how long after its response each was there
    reviews --agent FILE [--rate N] [--reviews N]     start an agent that injects and ask it for reviews; prints the latencies as one line of JSON

    """;

var arguments = new Arguments(args);
try
{
    return arguments.Command switch
    {
        "serve" => Server.Run(arguments),
        "drive" => Client.Run(arguments),
        "sink" => Sink.Run(arguments),
        "export" => await OtlpLoad.RunAsync(arguments),
        "receive" => await OtlpSink.RunAsync(arguments),
        "first" => FirstCapture.Run(arguments),
        "thin" => Thinner.Run(arguments),
        "judge" => Judge.Run(arguments),
        "judge-http2" => Http2Judge.Run(arguments),
        "secrets-serve" => await SecretsServer.RunAsync(arguments),
        "secrets-drive" => await SecretsClient.RunAsync(arguments),
        "secrets-find" => SecretSearch.Run(arguments),
        "secrets-judge" => SecretsJudge.Run(arguments),
        "answers" => await AgentAnswers.RunAsync(arguments),
        "bombs" => await BombClient.RunAsync(arguments),
        "coverage" => await CoverageLoad.RunAsync(arguments),
        "metadata" => await MetadataLoad.RunAsync(arguments),
        "farm" => await PodFarm.RunAsync(arguments),
        "filters" => await FilterLoad.RunAsync(arguments),
        "kinds" => KindBench.Run(arguments),
        "follow" => await LiveFollower.RunAsync(arguments),
        "reviews" => await Reviews.RunAsync(arguments),
        _ => throw new ArgumentException("no such command"),
    };
}
catch (ArgumentException wrong)
{
    await Console.Error.WriteLineAsync($"{wrong.Message}{Environment.NewLine}{usage}").ConfigureAwait(false);
    return 64;
}
