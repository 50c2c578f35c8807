using Procedures.Competence;
using Shared.Hosting;
using Shared.Persistence;

namespace Routing.Domain;

/// <summary>Where the routing of a submission stands.</summary>
internal enum RoutingState
{
    /// <summary>A clerk of the holder has to say what it is and who is competent.</summary>
    AwaitingClerk,

    /// <summary>A clerk named another competent body; transfer or guidance is to follow.</summary>
    Classified,

    /// <summary>Passed as a document to a body outside DonThu.</summary>
    TransferredOutside,

    /// <summary>The competent department has it.</summary>
    InResolution,

    /// <summary>Ended without a case.</summary>
    Concluded,
}

/// <summary>Who a clerk says is competent, and why.</summary>
internal sealed record Classification(
    string Kind, string? Instance, string CompetentBody, string LegalBasis, bool FollowsProposal, string? Reason, string By, DateTimeOffset At);

/// <summary>
/// One submission on its way to the body competent for it. It has exactly one responsible body at every moment: first the one that
/// received it, then whoever it was handed to.
/// </summary>
internal sealed class RoutingFile : IAudited
{
    private const string TransferArticle = "Luật Tiếp công dân 42/2013/QH13, Điều 26; Thông tư 05/2021/TT-TTCP, Điều 8, 14, 20";
    private readonly List<Transfer> transfers = [];

    private RoutingFile(Guid id, string reference)
    {
        Id = id;
        Reference = reference;
    }

    public Guid Id { get; private set; }
    public string Reference { get; private set; }
    public DateOnly ReceivedOn { get; private set; }
    public string FactsJson { get; private set; } = "{}";
    public RoutingState State { get; private set; }

    /// <summary>The responsible body, by the name the law gives it. Never empty.</summary>
    public string HolderBody { get; private set; } = "";

    /// <summary>Its code, when it runs DonThu.</summary>
    public string? HolderDepartment { get; private set; }

    /// <summary>The day the holder received it; its periods count from here.</summary>
    public DateOnly HeldSince { get; private set; }

    /// <summary>The proposal of the rules, as JSON.</summary>
    public string ProposalJson { get; private set; } = "{}";
    public string? ClassificationJson { get; private set; }
    public string? ConcludedBy { get; private set; }
    public string? ConclusionReason { get; private set; }
    public DateOnly? WithdrawnOn { get; private set; }
    public int Version { get; private set; }
    public IReadOnlyList<Transfer> Transfers => transfers;

    string IAudited.AuditId => Id.ToString();
    string? IAudited.AuditDepartment => HolderDepartment;

    public static RoutingFile Open(
        Guid id, string reference, string department, string body, DateOnly receivedOn, string factsJson, string proposalJson) =>
        new(id, reference)
        {
            ReceivedOn = receivedOn,
            HeldSince = receivedOn,
            HolderDepartment = department,
            HolderBody = body,
            FactsJson = factsJson,
            ProposalJson = proposalJson,
            State = RoutingState.AwaitingClerk,
        };

    /// <summary>A clerk confirms or changes what the rules proposed. Changing it needs a reason.</summary>
    public void Classify(string classificationJson, bool followsProposal, string? reason)
    {
        RequireOpen("classification.not-open");
        if (!followsProposal && string.IsNullOrWhiteSpace(reason)) throw RuleViolation.Unprocessable("classification.reason-needed");
        ClassificationJson = classificationJson;
        State = RoutingState.Classified;
        Version++;
    }

    /// <summary>The holder is competent itself: the case goes into resolution there.</summary>
    public void Route()
    {
        State = RoutingState.InResolution;
        Version++;
    }

    /// <summary>
    /// Passes it on. The receiving body is responsible from now on, whether or not it runs DonThu; to one that does not it goes as a
    /// document whose answer is awaited.
    /// </summary>
    public Transfer TransferTo(string body, string? department, string reason, string by, DateOnly on, DateTimeOffset at)
    {
        RequireOpen("transfer.not-open");
        if (ClassificationJson is null) throw new RuleViolation("transfer.not-classified", TransferArticle);
        if (HolderDepartment is null || department == HolderDepartment || body == HolderBody)
            throw new RuleViolation("transfer.to-itself", TransferArticle, 422);

        var transfer = new Transfer(
            Guid.CreateVersion7(at), Id, transfers.Count + 1, HolderDepartment, HolderBody, body, department,
            $"{transfers.Count + 1:00}/PC-{Reference}", reason, by, on, HeldSince);
        transfers.Add(transfer);
        HolderBody = body;
        HolderDepartment = department;
        HeldSince = on;
        ClassificationJson = null;
        State = department is null ? RoutingState.TransferredOutside : RoutingState.AwaitingClerk;
        Version++;
        return transfer;
    }

    /// <summary>The procedure found that another body is competent: it is taken back from resolution and passed on in one act.</summary>
    /// <returns>Null when the department does not resolve it, or not any more.</returns>
    public Transfer? TransferFromResolution(
        string resolvedBy, string body, string? department, string reason, string by, DateOnly on, DateTimeOffset at)
    {
        if (State != RoutingState.InResolution || HolderDepartment != resolvedBy) return null;
        State = RoutingState.Classified;
        return TransferTo(body, department, reason, by, on, at);
    }

    /// <summary>The body it was passed to gives it back: the one that passed it is responsible again.</summary>
    public Transfer Return(string reason, DateOnly on)
    {
        var last = transfers.Count == 0 ? null : transfers[^1];
        if (last is not { State: TransferState.Pending or TransferState.AwaitingAnswer or TransferState.Answered }
            || State is RoutingState.InResolution or RoutingState.Concluded)
        {
            throw new RuleViolation("return.nothing-to-return", TransferArticle);
        }

        last.MarkReturned(reason, on);
        HolderBody = last.FromBody;
        HolderDepartment = last.FromDepartment;
        HeldSince = on;
        ClassificationJson = null;
        State = RoutingState.AwaitingClerk;
        Version++;
        return last;
    }

    /// <summary>A body outside DonThu answered the transfer.</summary>
    public Transfer Answer(string outcome, DateOnly on, string? note)
    {
        if (State != RoutingState.TransferredOutside || transfers.Count == 0) throw new RuleViolation("answer.nothing-awaited", TransferArticle);
        var last = transfers[^1];
        if (on < last.TransferredOn) throw RuleViolation.Unprocessable("answer.before-transfer");
        last.MarkAnswered(outcome, on, note);
        if (outcome == "resolved") State = RoutingState.Concluded;
        Version++;
        return last;
    }

    /// <summary>Ends it without a case, in one of the ways the law knows.</summary>
    public void Conclude(string action, string reason)
    {
        RequireOpen("conclusion.not-open");
        ConcludedBy = action;
        ConclusionReason = reason;
        State = RoutingState.Concluded;
        Version++;
    }

    /// <summary>The sender withdrew it (Complaints Act art. 10). Returns whether it ended here; in resolution the procedure ends it.</summary>
    public bool Withdraw(DateOnly on)
    {
        WithdrawnOn = on;
        Version++;
        if (State is RoutingState.InResolution or RoutingState.Concluded) return false;
        State = RoutingState.Concluded;
        return true;
    }

    private void RequireOpen(string rule)
    {
        if (State is not (RoutingState.AwaitingClerk or RoutingState.Classified)) throw new RuleViolation(rule);
    }
}

internal enum TransferState
{
    /// <summary>The receiving department has not taken it up or given it back.</summary>
    Pending,

    /// <summary>Taken up there.</summary>
    Received,
    Returned,
    AwaitingAnswer,
    Answered,
}

/// <summary>One handing over, with its receipt: from whom to whom, when, by which document, after how long.</summary>
internal sealed class Transfer
{
    private Transfer(string fromDepartment, string fromBody, string toBody, string documentNumber, string reason, string by)
    {
        FromDepartment = fromDepartment;
        FromBody = fromBody;
        ToBody = toBody;
        DocumentNumber = documentNumber;
        Reason = reason;
        By = by;
    }

    public Transfer(
        Guid id, Guid submissionId, int number, string fromDepartment, string fromBody, string toBody, string? toDepartment,
        string documentNumber, string reason, string by, DateOnly transferredOn, DateOnly heldSince)
        : this(fromDepartment, fromBody, toBody, documentNumber, reason, by)
    {
        Id = id;
        SubmissionId = submissionId;
        Number = number;
        ToDepartment = toDepartment;
        TransferredOn = transferredOn;
        HeldSince = heldSince;
        State = toDepartment is null ? TransferState.AwaitingAnswer : TransferState.Pending;
    }

    public Guid Id { get; private set; }
    public Guid SubmissionId { get; private set; }
    public int Number { get; private set; }
    public string FromDepartment { get; private set; }
    public string FromBody { get; private set; }
    public string ToBody { get; private set; }
    public string? ToDepartment { get; private set; }
    public string DocumentNumber { get; private set; }
    public string Reason { get; private set; }
    public string By { get; private set; }
    public DateOnly TransferredOn { get; private set; }

    /// <summary>Since when the passing body had held it.</summary>
    public DateOnly HeldSince { get; private set; }
    public TransferState State { get; private set; }
    public string? AnswerOutcome { get; private set; }
    public string? AnswerNote { get; private set; }
    public DateOnly? EndedOn { get; private set; }

    public void MarkReceived()
    {
        if (State == TransferState.Pending) State = TransferState.Received;
    }

    public void MarkReturned(string reason, DateOnly on)
    {
        State = TransferState.Returned;
        AnswerNote = reason;
        EndedOn = on;
    }

    public void MarkAnswered(string outcome, DateOnly on, string? note)
    {
        State = TransferState.Answered;
        AnswerOutcome = outcome;
        AnswerNote = note;
        EndedOn = on;
    }
}

/// <summary>Finds the department of an office, and the office of what a clerk typed.</summary>
internal static class CompetentBodies
{
    /// <summary>The department whose deciding office this is, or null when that body does not run DonThu.</summary>
    public static Shared.Departments.Department? DepartmentOf(this Shared.Departments.DepartmentDirectory directory, Office? office) =>
        office is null ? null : directory.All.FirstOrDefault(department => office.IsSameAs(Office.Parse(department.CompetentBody)));

    /// <summary>A department by its code or by the name of its deciding office.</summary>
    public static Shared.Departments.Department? Named(this Shared.Departments.DepartmentDirectory directory, string name) =>
        directory.Find(name.Trim()) ?? directory.DepartmentOf(Office.Parse(name));

    /// <summary>Whether two names stand for the same body.</summary>
    public static bool Same(string one, string? other)
    {
        if (other is null) return false;
        if (string.Equals(one.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase)) return true;
        return Office.Parse(one) is { } office && office.IsSameAs(Office.Parse(other));
    }
}
