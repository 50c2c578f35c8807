using Portal.Access;
using Portal.Clients;
using Portal.Components;

namespace Portal.Letters;

/// <summary>A letter as typed into a form, by the sender or at the counter. Everything is text, so that nothing typed is ever lost.</summary>
public sealed class LetterForm
{
    public const int MostSubmitters = 50;

    public string? Key { get; set; }
    public string? Kind { get; set; }
    public string? Subject { get; set; }
    public string? Content { get; set; }
    public string? Against { get; set; }
    public string? Territory { get; set; }
    public bool Anonymous { get; set; }
    public string? ReceivedBy { get; set; }
    public string? Channel { get; set; }
    public string? ReceivedOn { get; set; }

    /// <summary>The binder sets null when a form names no submitter at all.</summary>
    public List<SubmitterForm> Submitters { get; set => field = value ?? []; } = [];


    /// <summary>How many persons the clerk counted on the letter, to have that many rows.</summary>
    public string? Rows { get; set; }

    /// <summary>Which button was pressed: save, or more rows for submitters.</summary>
    public string? Press { get; set; }

    public bool WantsMoreRows => Press == "more";

    /// <summary>Shows at least this many rows for submitters.</summary>
    public void ShowRows(int rows)
    {
        while (Submitters.Count < Math.Min(rows, MostSubmitters)) Submitters.Add(new SubmitterForm());
    }

    /// <summary>What is missing, said before the API has to.</summary>
    public FormErrors Check(bool atCounter)
    {
        var errors = new FormErrors();
        if (atCounter)
        {
            errors.Require("channel", Channel, Texts.ErrorChannel);
            if (LegalDay.Parse(ReceivedOn) is null) errors.Add("received-on", Texts.ErrorReceivedOn);
        }
        else
        {
            if (Kind is null) errors.Add("kind", Texts.ErrorKind);
        }

        errors.Require("received-by", ReceivedBy, Texts.ErrorReceivedBy);
        errors.Require("subject", Subject, Texts.ErrorSubject);
        errors.Require("content", Content, Texts.ErrorContent);
        for (var index = 0; index < Submitters.Count; index++)
        {
            if (Submitters[index].LacksName) errors.Add($"submitters-{index}-name", Texts.ErrorNameOfRow);
        }

        if (!Anonymous && Submitters.All(submitter => submitter.IsEmpty)) errors.Add("submitters-0-name", Texts.ErrorName);
        return errors;
    }

    public SubmissionRequest ToRequest(bool atCounter) => new(
        FormText.OrNull(Kind), FormText.OrEmpty(Subject), FormText.OrEmpty(Content),
        [.. Submitters.Where(submitter => !submitter.IsEmpty).Select(submitter => submitter.ToRequest(atCounter))],
        FormText.OrNull(Against), FormText.OrNull(Territory), Anonymous, atCounter ? Channel! : "web",
        atCounter ? LegalDay.Parse(ReceivedOn) : null, FormText.OrNull(ReceivedBy));
}

/// <summary>One person behind a letter.</summary>
public sealed class SubmitterForm
{
    public string? Name { get; set; }
    public string? Address { get; set; }
    public string? IdNumber { get; set; }
    public string? Phone { get; set; }
    public string? Email { get; set; }
    public bool HasSigned { get; set; }

    /// <summary>Nothing typed. A ticked signature alone is not a person.</summary>
    public bool IsEmpty => FormText.OrNull($"{Name}{Address}{IdNumber}{Phone}{Email}") is null;

    public bool LacksName => !IsEmpty && FormText.OrNull(Name) is null;

    public SubmitterRequest ToRequest(bool atCounter) => new(
        FormText.OrEmpty(Name), FormText.OrNull(Address), FormText.OrNull(IdNumber), FormText.OrNull(Phone), FormText.OrNull(Email),
        atCounter ? HasSigned : null);
}
