using System.Diagnostics.Metrics;
using Contracts.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Oversight.Domain;
using Oversight.Features.MeasureDeadlines;
using Oversight.Persistence;
using Xunit;

namespace Integration;

/// <summary>What those who watch an installation are shown.</summary>
[Collection("databases")]
public sealed class MeasurementTests(Databases databases)
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Deadlines_DueAndOverdue_AreCountedByDepartment(string database)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var host = await databases.OpenAsync(database);
        var department = $"t-{Guid.NewGuid():n}"[..20];
        var today = new DateOnly(2026, 11, 24); // the host's clock
        var stopped = Deadline(department, today.AddDays(-9));
        stopped.Stop("late");
        await host.SaveAsync<OversightDbContext>(db => db.Deadlines.AddRange(
            stopped, Deadline(department, today.AddDays(-1)), Deadline(department, today.AddDays(-300)), Deadline(department, today),
            Deadline(department, today.AddDays(3)), Deadline(department, today.AddDays(4)), Deadline(department, today.AddDays(-1), isDuty: false)), cancellationToken);

        var shown = new Dictionary<(string Instrument, string? Department), long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, to) =>
            {
                if (instrument.Meter.Name == "Oversight") to.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            shown[(instrument.Name, tags.ToArray().Single(tag => tag.Key == "department").Value as string)] = value);
        listener.Start();
        await host.Services.GetServices<IHostedService>().OfType<MeasureDeadlines>().Single().MeasureAsync(cancellationToken);
        listener.RecordObservableInstruments();

        Assert.Equal(2, shown[("deadlines.due", department)]);
        Assert.Equal(2, shown[("deadlines.overdue", department)]);
        Assert.True(shown.ContainsKey(("deadlines.overdue", "so-khcn")), "A department without anything overdue is to show zero.");
    }

    private static WatchedDeadline Deadline(string department, DateOnly dueOn, bool isDuty = true) => WatchedDeadline.From(new DeadlineStarted(
        Guid.NewGuid(), Guid.NewGuid(), null, department, "T.LIMIT", "thời hạn", "limit", dueOn, dueOn, "Điều 1", isDuty, true, "{}", default));
}
