using System.Text.Json;
using Engine;
using Resolution.Persistence;
using Shared.Hosting;
using Shared.Messaging;

namespace Resolution.Features.OpenCase;

/// <summary>Takes the command to open a case; what it does is with <see cref="CaseOpening"/>.</summary>
internal sealed class OpenCaseConsumer(ResolutionDbContext db, CurrentActor actor, CaseOpening opening, CaseIncidents incidents)
    : InboxConsumer<ResolutionDbContext, Contracts.Resolution.OpenCase>(db, actor)
{
    private readonly CurrentActor actor = actor;

    protected override Task HandleAsync(Contracts.Resolution.OpenCase message, CancellationToken cancellationToken) =>
        opening.OpenAsync(message, rerun: null, cancellationToken);

    protected override Task FailedAsync(Contracts.Resolution.OpenCase message, Exception failure) =>
        incidents.RecordAsync(message.SubmissionId, message.Department, failure,
            FailedWork.OfStart(JsonSerializer.Serialize(message, WireJson.Options), actor.Id));
}

internal sealed class OpenCaseConsumerDefinition : DepartmentConsumerDefinition<OpenCaseConsumer>;
