using Portal.Access;
using Portal.Clients;
using Portal.Components;

namespace Portal.Letters;

/// <summary>The clerk's word on what the letter is and who is competent.</summary>
public sealed class ClassifyForm
{
    public string? Kind { get; set; }
    public string? Instance { get; set; }
    public string? CompetentBody { get; set; }
    public string? Reason { get; set; }

    /// <summary>Starts from what was decided last, else from the proposal.</summary>
    public static ClassifyForm From(Competence competence) => new()
    {
        Kind = competence.Classification?.Kind ?? competence.Proposal?.Kind,
        Instance = competence.Classification?.Instance ?? competence.Proposal?.Instance,
        CompetentBody = competence.Classification?.CompetentBody ?? competence.Proposal?.CompetentBody,
    };

    public bool DepartsFrom(Proposal? proposal) =>
        proposal is null
        || proposal.Kind != FormText.OrNull(Kind)
        || proposal.Instance != FormText.OrNull(Instance)
        || proposal.CompetentBody != FormText.OrNull(CompetentBody);

    public FormErrors Check(Proposal? proposal)
    {
        var errors = new FormErrors();
        errors.Require("classify-kind", Kind, Texts.ErrorKind);
        errors.Require("classify-competent-body", CompetentBody, Texts.ErrorCompetentBody);
        // Without a proposal there is nothing to depart from, and nothing to explain.
        if (proposal is not null && DepartsFrom(proposal)) errors.Require("classify-reason", Reason, Texts.ErrorReasonChanged);
        return errors;
    }
}

/// <summary>Passing the letter to another body.</summary>
public sealed class TransferForm
{
    public string? To { get; set; }
    public string? Reason { get; set; }

    public FormErrors Check()
    {
        var errors = new FormErrors();
        errors.Require("transfer-to", To, Texts.ErrorTransferTo);
        errors.Require("transfer-reason", Reason, Texts.ErrorReason);
        return errors;
    }
}

/// <summary>Giving a transferred letter back.</summary>
public sealed class ReturnForm
{
    public string? Reason { get; set; }

    public FormErrors Check()
    {
        var errors = new FormErrors();
        errors.Require("return-reason", Reason, Texts.ErrorReason);
        return errors;
    }
}

/// <summary>Ending the letter without a case.</summary>
public sealed class ConcludeForm
{
    public string? Action { get; set; }
    public string? Reason { get; set; }

    public FormErrors Check()
    {
        var errors = new FormErrors();
        errors.Require("conclude-action", Action, Texts.ErrorAction);
        errors.Require("conclude-reason", Reason, Texts.ErrorReason);
        return errors;
    }
}

/// <summary>What a body outside answered to a transfer.</summary>
public sealed class AnswerForm
{
    public string? Outcome { get; set; }
    public string? AnsweredOn { get; set; }
    public string? Note { get; set; }

    public FormErrors Check()
    {
        var errors = new FormErrors();
        errors.Require("answer-outcome", Outcome, Texts.ErrorAnswerOutcome);
        if (LegalDay.Parse(AnsweredOn) is null) errors.Add("answer-answered-on", Texts.ErrorAnsweredOn);
        return errors;
    }
}

/// <summary>Asking to see who is behind a letter. Every look is recorded.</summary>
public sealed class DiscloseForm
{
    public string? PartyId { get; set; }
    public string? Purpose { get; set; }
    public string? Reason { get; set; }

    public FormErrors Check()
    {
        var errors = new FormErrors();
        errors.Require("disclose-party-id", PartyId, Texts.ErrorParty);
        errors.Require("disclose-purpose", Purpose, Texts.ErrorPurpose);
        errors.Require("disclose-reason", Reason, Texts.ErrorReason);
        return errors;
    }
}
