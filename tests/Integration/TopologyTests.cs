using System.Text.Encodings.Web;
using System.Text.Json;
using Catalogue;
using Contracts.Intake;
using Intake;
using Oversight;
using Resolution;
using Routing;
using Shared.Messaging;
using Support;
using Xunit;

namespace Integration;

/// <summary>Whoever publishes binds the queues of those who hear, also of those that never ran; so the document must name them all.</summary>
public sealed class TopologyTests
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void Document_NamesEveryQueueThatHearsEvents()
    {
        var registry = new MessageRegistry();
        registry.AddConsumersOf("intake", typeof(IntakeModule).Assembly);
        registry.AddConsumersOf("routing", typeof(RoutingModule).Assembly);
        registry.AddConsumersOf("resolution", typeof(ResolutionModule).Assembly);
        registry.AddConsumersOf("oversight", typeof(OversightModule).Assembly);
        registry.AddConsumersOf("catalogue", typeof(CatalogueModule).Assembly);
        var json = JsonSerializer.Serialize(registry.OwnTopology, Readable) + "\n";

        var file = Path.Combine(Repository.Root, "services", "Contracts", "topology.json");
        if (Environment.GetEnvironmentVariable("DONTHU_APPROVE") == "1") File.WriteAllText(file, json);
        Assert.Equal(File.ReadAllText(file), json);
    }

    [Fact]
    public void Document_EveryEventOfTheContracts_IsHeardBySomebody()
    {
        var registry = new MessageRegistry();
        registry.AddMessagesOf(typeof(SubmissionRegistered).Assembly);
        var heard = registry.Topology.Values.SelectMany(messages => messages).ToHashSet();
        var commands = new[] { typeof(Contracts.Resolution.OpenCase), typeof(Contracts.Resolution.WithdrawCase), typeof(Contracts.Resolution.AdoptCalendar), typeof(Contracts.Resolution.PreviewCalendar) };
        Assert.Empty(typeof(SubmissionRegistered).Assembly.GetExportedTypes().Except(commands).Where(message => !heard.Contains(message)).Select(message => message.FullName));
    }
}
