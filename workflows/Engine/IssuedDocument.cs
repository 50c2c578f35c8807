using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engine;

/// <summary>A document the procedure issued: which form, under which number, on which basis. Its text lives elsewhere.</summary>
public sealed class IssuedDocument
{
    internal IssuedDocument(
        Guid id, Guid caseId, Guid submissionId, Guid instanceId, string department, string activityId, string form, string titleVi,
        string titleEn, string number, string legalBasis, DateOnly issuedOn, bool forCitizen, DateTimeOffset recordedAt)
    {
        Id = id;
        CaseId = caseId;
        SubmissionId = submissionId;
        InstanceId = instanceId;
        Department = department;
        ActivityId = activityId;
        Form = form;
        TitleVi = titleVi;
        TitleEn = titleEn;
        Number = number;
        LegalBasis = legalBasis;
        IssuedOn = issuedOn;
        ForCitizen = forCitizen;
        RecordedAt = recordedAt;
    }

    public Guid Id { get; }
    public Guid CaseId { get; }
    public Guid SubmissionId { get; }
    public Guid InstanceId { get; }
    public string Department { get; }
    public string ActivityId { get; }
    public string Form { get; }
    public string TitleVi { get; }
    public string TitleEn { get; }
    public string Number { get; }
    public string LegalBasis { get; }
    public DateOnly IssuedOn { get; }

    /// <summary>Whether the sender receives it.</summary>
    public bool ForCitizen { get; }
    public DateTimeOffset RecordedAt { get; }
}

internal sealed class IssuedDocumentConfiguration : IEntityTypeConfiguration<IssuedDocument>
{
    public void Configure(EntityTypeBuilder<IssuedDocument> builder)
    {
        builder.ToTable("IssuedDocuments");
        builder.HasKey(document => document.Id);
        builder.Property(document => document.Id).ValueGeneratedNever();
        builder.Property(document => document.CaseId);
        builder.Property(document => document.SubmissionId);
        builder.Property(document => document.InstanceId);
        builder.Property(document => document.Department).HasMaxLength(60);
        builder.Property(document => document.ActivityId).HasMaxLength(120);
        builder.Property(document => document.Form).HasMaxLength(40);
        builder.Property(document => document.TitleVi);
        builder.Property(document => document.TitleEn);
        builder.Property(document => document.Number).HasMaxLength(120);
        builder.Property(document => document.LegalBasis);
        builder.Property(document => document.IssuedOn);
        builder.Property(document => document.ForCitizen);
        builder.Property(document => document.RecordedAt);
        builder.HasIndex(document => new { document.CaseId, document.RecordedAt });
    }
}
