using BenchmarkDotNet.Running;
using Unfurl.Benchmarks.Http;
using Unfurl.Benchmarks.Limit;

switch (args)
{
    case ["limit", var port]:
        await LimitApp.RunAsync(int.Parse(port));
        return 0;
    case ["http", .. var names]:
        return await HttpBench.RunAsync(names);
    case ["parts", .. var rest]:
        BenchmarkSwitcher.FromAssembly(typeof(LimitApp).Assembly).Run(rest);
        return 0;
    default:
        Console.Error.WriteLine("http [SCENARIO…] | parts [BenchmarkDotNet's arguments] | limit PORT");
        return 2;
}
