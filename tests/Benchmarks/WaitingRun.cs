using System.Diagnostics;
using Clock;
using Contracts.Resolution;
using Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Procedures;
using Resolution.Domain;
using Support;

namespace Benchmarks;

/// <summary>
/// The start and the resident memory of the built all-in-one host with a thousand and with a hundred thousand cases waiting in their
/// procedure, each with its tasks and deadlines. Aim: neither depends on how many there are.
/// </summary>
internal static class WaitingRun
{
    private const int Few = 1_000;
    private const int Many = 100_000;
    private const int Turns = 3;
    private const int BatchSize = 200;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(8);

    public static async Task RunAsync()
    {
        await using var few = await StartAsync(Few);
        await using var many = await StartAsync(Many);
        for (var turn = 0; turn < Turns; turn++)
        {
            await RestartAsync(few, Few);
            await RestartAsync(many, Many);
        }
    }

    private static async Task<RunningHost> StartAsync(int waiting)
    {
        var host = await RunningHost.StartAsync(CancellationToken.None);
        await host.StopAsync(CancellationToken.None);
        var opened = await Runs.TimeAsync(() => OpenAsync(host.DataDirectory, waiting));
        Console.WriteLine($"{waiting:N0} cases opened in {opened.TotalSeconds:0} s");
        return host;
    }

    private static async Task RestartAsync(RunningHost host, int waiting)
    {
        var ready = await Runs.TimeAsync(() => host.RestartAsync(CancellationToken.None));
        using (var process = Process.GetProcessById(host.ProcessId))
        {
            var busy = process.TotalProcessorTime;
            await Task.Delay(Settling);
            process.Refresh();
            Console.WriteLine(
                $"{waiting:N0} waiting: ready after {ready.TotalMilliseconds:0} ms (processor {busy.TotalMilliseconds:0} ms), "
                + $"{process.WorkingSet64 / 1048576} MB resident {Settling.TotalSeconds:0} s later");
        }

        await host.StopAsync(CancellationToken.None);
    }

    /// <summary>Opens cases as Resolution does, many in one save. What they tell is taken as delivered.</summary>
    private static async Task OpenAsync(string data, int count)
    {
        await using var service = await ResolutionUnderTest.StartAsync(ResolutionUnderTest.Sqlite, data: data);
        var today = LegalDay.Today(service.Time);
        foreach (var numbers in Enumerable.Range(0, count).Chunk(BatchSize))
        {
            await service.AskAsync(async (db, services) =>
            {
                var runner = services.GetRequiredService<ProcedureRunner>();
                var definition = services.GetRequiredService<ProcedureBook>().Find(ProcedureSelection.FirstComplaint, today)!;
                foreach (var number in numbers)
                {
                    var command = new OpenCase(
                        Guid.CreateVersion7(), "so-khcn", $"DT26-{number:000000}", "complaint", "first", "so-khcn", today,
                        new Dictionary<string, string>(), db.Now);
                    var opened = Case.Open(Guid.CreateVersion7(), command, definition.Id, definition.InForceFrom, today, db.Now);
                    db.Add(opened);
                    await runner.StartAsync(
                        db, definition.Id, new CaseFacts(opened.Id, opened.SubmissionId, opened.Department, today, today, command.Facts),
                        CancellationToken.None);
                }

                return await db.SaveChangesAsync();
            });
            await service.AskAsync(db => db.Outbox.ExecuteDeleteAsync());
        }
    }
}
