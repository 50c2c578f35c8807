using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Clock;
using Contracts.Intake;
using Intake.Domain;
using Intake.Domain.Reading;
using Intake.Identities;
using Intake.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Shared.Deadlines;
using Shared.Departments;
using Shared.Hosting;

namespace Intake.Features.RegisterSubmission;

internal static class RegisterSubmission
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/submissions", Handle)
            .WithName(nameof(RegisterSubmission))
            .WithSummary("Registers a submission. Citizens need no account; staff may enter letters on their behalf.")
            .Idempotent<IntakeDbContext>();

    public sealed record Request(
        SubmissionKind? Kind,
        [property: Required(ErrorMessage = "field.required"), StringLength(300, ErrorMessage = "field.too-long")] string Subject,
        [property: Required(ErrorMessage = "field.required"), StringLength(50_000, ErrorMessage = "field.too-long")] string Content,
        [property: MaxLength(200, ErrorMessage = "field.too-many")] IReadOnlyList<Submitter>? Submitters,
        [property: StringLength(500, ErrorMessage = "field.too-long")] string? Against,
        [property: StringLength(120, ErrorMessage = "field.too-long")] string? Territory,
        bool? Anonymous,
        DateOnly? ReceivedOn,
        Channel? Channel,
        [property: StringLength(60, ErrorMessage = "field.too-long")] string? ReceivedBy);

    public sealed record Submitter(
        [property: Required(ErrorMessage = "field.required"), StringLength(200, ErrorMessage = "field.too-long")] string Name,
        [property: StringLength(300, ErrorMessage = "field.too-long")] string? Address,
        [property: StringLength(30, ErrorMessage = "field.too-long")] string? IdNumber,
        [property: StringLength(30, ErrorMessage = "field.too-long")] string? Phone,
        [property: StringLength(200, ErrorMessage = "field.too-long")] string? Email,
        bool? Signed);

    public sealed record Response(Guid Id, string Reference, string TrackingKey, DateOnly ReceivedOn, Body ReceivedBy, StartedDeadline Deadline);
    public sealed record Body(string Code, string Name);
    public sealed record StartedDeadline(
        string Code, string Name, DateOnly DueOn, string LegalBasis, bool Confirmed, string Explanation, Receipt Receipt);

    internal static async Task<Results<Created<Response>, ProblemHttpResult>> Handle(
        Request request, ClaimsPrincipal user, IntakeDbContext db, IIdentityVault vault, StatutoryClock clock, DeadlineTargets targets,
        DepartmentDirectory directory, IOptions<IntakeOptions> options, TimeProvider time, CancellationToken cancellationToken)
    {
        var today = LegalDay.Today(time);
        var entry = Entry.Of(request, user, directory, options.Value, today);

        var id = Guid.CreateVersion7(db.Now);
        var reference = SubmissionReference.New(today.Year);
        var key = TrackingKey.New();
        var facts = LetterReader.Read(new Letter
        {
            Kind = request.Kind?.ToString().ToLowerInvariant(),
            Subject = request.Subject,
            Content = request.Content,
            Against = request.Against,
            Territory = request.Territory,
            Anonymous = entry.Anonymous,
            Submitters = entry.Submitters.Count,
            Channel = entry.Channel.ToString().ToLowerInvariant(),
            ReceivedOn = entry.ReceivedOn,
            ReceivedBy = entry.Department.Name.Vi,
        }, directory.Territories);

        // The vault commits first, in its own database: a crash in between leaves a sealed record nobody refers to, never a
        // submission without its parties.
        await vault.SealAsync(id, new SealedLetter(request.Content, request.Against), entry.Submitters, cancellationToken);

        db.Submissions.Add(Submission.Register(
            id, reference, key, request.Kind, request.Subject, entry.Channel, entry.ReceivedOn, entry.Department.Code,
            entry.Department.CompetentBody, request.Territory, entry.Anonymous, entry.Submitters.Count, db.Now));
        db.Steps.Add(new TrackingStep(Guid.CreateVersion7(db.Now), id, db.Now,
            $"{entry.Department.Name.Vi} đã tiếp nhận đơn.", $"{entry.Department.Name.En} received the submission."));
        var deadline = db.StartProcessing(clock, targets, ProcessingLimits.For(request.Kind), id, entry.Department.Code, entry.ReceivedOn);
        db.Publish(new SubmissionRegistered(
            id, reference.Value, request.Kind?.ToString().ToLowerInvariant(), entry.Channel.ToString().ToLowerInvariant(),
            entry.Department.Code, entry.ReceivedOn, facts.Values, db.Now));
        await db.SaveChangesAsync(cancellationToken);

        var receipt = Receipt.FromJson(deadline.Receipt);
        return TypedResults.Created($"/api/v1/tracking/{reference.Value}", new Response(
            id, reference.Value, key.Value, entry.ReceivedOn, new Body(entry.Department.Code, entry.Department.Name.Local),
            new StartedDeadline(deadline.Limit, Language.Of(deadline.NameVi, deadline.NameEn), deadline.DueOn, deadline.LegalBasis,
                deadline.Confirmed, receipt.Sentence(Language.Current), receipt)));
    }

    /// <summary>What may be said only by staff, and what follows for everybody else.</summary>
    private sealed record Entry(Department Department, Channel Channel, DateOnly ReceivedOn, bool Anonymous, IReadOnlyList<Party> Submitters)
    {
        public static Entry Of(
            Request request, ClaimsPrincipal user, DepartmentDirectory directory, IntakeOptions options, DateOnly today)
        {
            var enters = user.DepartmentsAs(Roles.Reception, Roles.Clerk);
            var isStaff = enters is null or { Count: > 0 };
            var code = request.ReceivedBy ?? (isStaff && enters is { Count: > 0 } ? enters[0] : options.DefaultDepartment);
            var department = directory.Find(code) ?? throw RuleViolation.Unprocessable("registration.unknown-department");
            if (isStaff && enters is not null && !enters.Contains(code))
                throw RuleViolation.Unprocessable("registration.other-department");

            var receivedOn = request.ReceivedOn ?? today;
            if (receivedOn > today) throw RuleViolation.Unprocessable("registration.future-date");
            if (request.ReceivedOn is not null && request.ReceivedOn != today && !isStaff)
                throw RuleViolation.Unprocessable("registration.date-by-staff-only");
            if (receivedOn < today.AddYears(-2)) throw RuleViolation.Unprocessable("registration.too-old");

            var channel = request.Channel ?? Channel.Web;
            if (channel != Channel.Web && !isStaff) throw RuleViolation.Unprocessable("registration.channel-by-staff-only");

            var anonymous = request.Anonymous ?? false;
            var submitters = (request.Submitters ?? [])
                .Select(s => new Party(s.Name.Trim(), s.Address, s.IdNumber, s.Phone, s.Email, s.Signed ?? channel == Channel.Web))
                .ToList();
            if (!anonymous && submitters.Count == 0) throw RuleViolation.Unprocessable("registration.no-submitter");
            return new Entry(department, channel, receivedOn, anonymous, submitters);
        }
    }
}
