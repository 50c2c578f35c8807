using Intake.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Intake.Persistence;

internal sealed class SubmissionConfiguration : IEntityTypeConfiguration<Submission>
{
    public void Configure(EntityTypeBuilder<Submission> builder)
    {
        builder.ToTable("Submissions");
        builder.HasKey(submission => submission.Id);
        builder.Property(submission => submission.Id).ValueGeneratedNever();
        builder.Property(submission => submission.Reference).HasMaxLength(20);
        builder.Property(submission => submission.TrackingKeyHash).HasMaxLength(64);
        builder.Property(submission => submission.Kind).HasMaxLength(40);
        builder.Property(submission => submission.Subject).HasMaxLength(300);
        builder.Property(submission => submission.ReceivedBy).HasMaxLength(60);
        builder.Property(submission => submission.Territory).HasMaxLength(120);
        builder.Property(submission => submission.ResponsibleBody).HasMaxLength(300);
        builder.Property(submission => submission.HolderDepartment).HasMaxLength(60);
        builder.Property(submission => submission.Version).IsConcurrencyToken();
        builder.Ignore(submission => submission.IsConfidential);
        builder.HasIndex(submission => submission.Reference).IsUnique();
        builder.HasIndex(submission => new { submission.HolderDepartment, submission.Status, submission.RegisteredAt });
    }
}

internal sealed class TrackingStepConfiguration : IEntityTypeConfiguration<TrackingStep>
{
    public void Configure(EntityTypeBuilder<TrackingStep> builder)
    {
        builder.ToTable("TrackingSteps");
        builder.HasKey(step => step.Id);
        builder.Property(step => step.Id).ValueGeneratedNever();
        builder.Property(step => step.TextVi).HasMaxLength(1000);
        builder.Property(step => step.TextEn).HasMaxLength(1000);
        builder.HasIndex(step => new { step.SubmissionId, step.At });
    }
}

internal sealed class TrackedDeadlineConfiguration : IEntityTypeConfiguration<TrackedDeadline>
{
    public void Configure(EntityTypeBuilder<TrackedDeadline> builder)
    {
        builder.ToTable("TrackedDeadlines");
        builder.HasKey(deadline => deadline.Id);
        builder.Property(deadline => deadline.Id).ValueGeneratedNever();
        builder.Property(deadline => deadline.Limit).HasMaxLength(60);
        builder.Property(deadline => deadline.Receipt).HasMaxLength(32 * 1024);
        builder.Property(deadline => deadline.State).HasMaxLength(20);
        builder.Property(deadline => deadline.Version).IsConcurrencyToken();
        builder.HasIndex(deadline => deadline.SubmissionId);
    }
}

internal sealed class TrackedDocumentConfiguration : IEntityTypeConfiguration<TrackedDocument>
{
    public void Configure(EntityTypeBuilder<TrackedDocument> builder)
    {
        builder.ToTable("TrackedDocuments");
        builder.HasKey(document => document.Id);
        builder.Property(document => document.Id).ValueGeneratedNever();
        builder.Property(document => document.Form).HasMaxLength(60);
        builder.Property(document => document.TitleVi);
        builder.Property(document => document.TitleEn);
        builder.Property(document => document.Number).HasMaxLength(80);
        builder.Property(document => document.IssuedOn);
        builder.HasIndex(document => document.SubmissionId);
    }
}
