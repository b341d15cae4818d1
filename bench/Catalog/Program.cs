using PodMirror.Bench.Catalog;

string command = args.Length > 0 ? args[0] : "";
int number = args.Length > 1 && int.TryParse(args[1], out int given) ? given : 0;
switch (command)
{
    case "templates":
        TemplateBench.Run(number == 0 ? 3 : number);
        return 0;
    case "openapi":
        OpenApiBench.Run(number == 0 ? 3 : number, args.Length > 2 && int.TryParse(args[2], out int calls) ? calls : 12_000);
        return 0;
    case "cost":
        CostBench.Run(number == 0 ? 5000 : number);
        return 0;
    default:
        await Console.Error.WriteLineAsync(
            "templates [SEEDS] | openapi [SEEDS [CALLS]] | cost [ENDPOINTS]: a line of JSON for each description and seed, or for all");
        return 64;
}
