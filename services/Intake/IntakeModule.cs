using System.Resources;
using Clock;
using Contracts.Intake;
using Intake.Features.DiscloseIdentity;
using Intake.Features.FollowDeadlines;
using Intake.Features.GetSubmission;
using Intake.Features.GetTracking;
using Intake.Features.ListSubmissions;
using Intake.Features.RegisterSubmission;
using Intake.Features.WithdrawSubmission;
using Intake.Identities;
using Intake.Persistence;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Shared.Deadlines;
using Shared.Hosting;
using Shared.Messaging;
using Shared.Persistence;

namespace Intake;

/// <summary>Intake receives and registers submissions, and keeps who the parties are.</summary>
public static class IntakeModule
{
    public static WebApplicationBuilder AddIntake(this WebApplicationBuilder builder)
    {
        builder.AddServiceDatabase<IntakeDbContext, SqliteIntakeDbContext, PostgreSqlIntakeDbContext, SqlServerIntakeDbContext>("Intake");
        builder.AddServiceDatabase<IdentitiesDbContext, SqliteIdentitiesDbContext, PostgreSqlIdentitiesDbContext, SqlServerIdentitiesDbContext>("Identities");

        var services = builder.Services;
        services.AddOptions<IntakeOptions>().BindConfiguration(IntakeOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<IdentityVaultOptions>().BindConfiguration(IdentityVaultOptions.Section);
        services.AddDataProtection();
        services.AddSingleton<IdentityKeys>();
        services.AddSingleton(new NewKey("identities", IdentityKeys.File, IdentityKeys.New));
        services.AddTransient<IServiceCommand, RewrapIdentities>();
        services.AddScoped<IIdentityVault, IdentityVault>();
        services.AddOutbox<IntakeDbContext>();
        services.AddOutbox<IdentitiesDbContext>();
        services.AddDeadlines<IntakeDbContext, ProcessingDeadlineEvents>();
        services.AddServiceConsumers("intake", typeof(IntakeModule).Assembly, typeof(SubmissionRegistered).Assembly);
        services.AddProblemTexts(new ResourceManager("Intake.Problems", typeof(IntakeModule).Assembly));
        services.AddValidation();
        return builder;
    }

    public static IEndpointRouteBuilder MapIntake(this IEndpointRouteBuilder routes)
    {
        RegisterSubmission.Map(routes);
        GetTracking.Map(routes);
        WithdrawSubmission.Map(routes);
        ListSubmissions.Map(routes);
        GetSubmission.Map(routes);
        DiscloseIdentity.Map(routes);
        return routes;
    }
}
