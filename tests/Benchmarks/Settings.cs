using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Benchmarks;

/// <summary>What every benchmark here is measured by: median, rate and bytes, one after the other in this process.</summary>
internal sealed class Settings : ManualConfig
{
    // A project generated for each run would not know the central package versions; in this process there is nothing to generate.
    public Settings()
    {
        AddJob(Job.Default.WithMaxIterationCount(30).WithToolchain(InProcessEmitToolchain.Instance));
        AddDiagnoser(MemoryDiagnoser.Default);
        AddColumn(StatisticColumn.Median, StatisticColumn.OperationsPerSecond);
    }
}
