using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Portal.Access;
using Portal.Clients;
using Portal.Components;

namespace Portal.Letters;

public partial class LetterPage
{
    [Inject] internal IntakeClient Intake { get; set; } = null!;
    [Inject] internal RoutingClient Routing { get; set; } = null!;
    [Inject] internal LegalDay Day { get; set; } = null!;
    [Parameter] public Guid Id { get; set; }
    [SupplyParameterFromQuery] public string? Done { get; set; }
    [SupplyParameterFromForm(FormName = "classify")] public ClassifyForm? Classify { get; set; }
    [SupplyParameterFromForm(FormName = "transfer")] public TransferForm? Transfer { get; set; }
    [SupplyParameterFromForm(FormName = "return")] public ReturnForm? Return { get; set; }
    [SupplyParameterFromForm(FormName = "conclude")] public ConcludeForm? Conclude { get; set; }
    [SupplyParameterFromForm(FormName = "answer")] public AnswerForm? Reply { get; set; }
    [SupplyParameterFromForm(FormName = "disclose")] public DiscloseForm? Disclosure { get; set; }

    private FormErrors Errors { get; set; } = new();
    private Submission? Letter { get; set; }
    private Competence? Competence { get; set; }
    private DisclosedIdentity? Identity { get; set; }
    private IReadOnlyList<string> Bodies { get; set; } = [];

    private IReadOnlyDictionary<string, string> Names { get; set; } = new Dictionary<string, string>();

    /// <summary>The duty that runs out first.</summary>
    private DeadlineView? Next => (Letter!.Deadlines ?? []).Where(deadline => deadline.State is null or "running" && deadline.IsDuty != false).MinBy(deadline => deadline.DueOn);

    private bool MayClassify => Competence!.State is "awaiting-clerk" or "classified";
    private bool MayReturn => Competence!.Transfers?.Any(transfer => transfer.State is "pending" or "received") == true;
    private bool AwaitsAnswer => Competence!.Transfers?.Any(transfer => transfer.State == "awaiting-answer") == true;

    private string? DoneText => Done switch
    {
        "classified" => Texts.DoneClassified,
        "transferred" => Texts.DoneTransferred,
        "returned" => Texts.DoneReturned,
        "concluded" => Texts.DoneConcluded,
        "answered" => Texts.DoneAnswered,
        _ => null,
    };

    private static IReadOnlyList<RadioField.Option> Kinds =>
        [.. Say.Kinds.Select(kind => new RadioField.Option(kind, Say.Kind(kind)))];

    private static IReadOnlyList<Choice> Instances => [.. Say.Instances.Select(instance => new Choice(instance, Say.Instance(instance)))];

    private static IReadOnlyList<RadioField.Option> Endings =>
    [
        new("guide", Texts.ActionGuide, Texts.ActionGuideHint),
        new("file", Texts.ActionFile, Texts.ActionFileHint),
        new("refuse", Texts.ActionRefuse, Texts.ActionRefuseHint),
        new("split", Texts.ActionSplit, Texts.ActionSplitHint),
    ];

    private static IReadOnlyList<RadioField.Option> AnswerOutcomes =>
        [new("accepted", Texts.AnswerAccepted), new("resolved", Texts.AnswerResolved), new("refused", Texts.AnswerRefused)];

    private IReadOnlyList<Choice> Parties =>
        [.. Letter!.Parties!.Select((party, index) => new Choice(party.PartyId.ToString(), Say.With(Texts.PartyChoice, index + 1, Say.Role(party.Role))))];

    protected override bool MayEnter(StaffMember member) => member.ReceivesLetters || member.WorksOnCases || member.Oversees;

    protected override async Task LoadAsync()
    {
        if (await AskAsync(Intake.FindAsync(Id)) is not { } letter) return;

        // A letter that has just come in may not have reached the rules yet: then there is no competence to show.
        var competence = await Routing.FindAsync(Id);
        if (competence.Problem is { IsNotFound: false, IsDenied: false } && await AskAsync(Task.FromResult(competence)) is null) return;
        Competence = competence.Value;
        Names = await Colleagues.NamesAsync([Competence?.Classification?.By], Http.RequestAborted);

        var departments = await Intake.DepartmentsAsync();
        Bodies = [.. (departments.Value ?? []).Select(department => department.CompetentBody).OfType<string>().Distinct()];
        Classify ??= Competence is null ? new ClassifyForm() : ClassifyForm.From(Competence);
        Transfer ??= new TransferForm();
        Return ??= new ReturnForm();
        Conclude ??= new ConcludeForm();
        Reply ??= new AnswerForm { AnsweredOn = LegalDay.Typed(Day.Today) };
        Disclosure ??= new DiscloseForm();
        Letter = letter;
    }

    private Task ClassifyAsync() => DoAsync(Classify!.Check(Competence!.Proposal), "classify-", "classified", () => Routing.ClassifyAsync(
        Id, Classify.Kind!, FormText.OrNull(Classify.Instance), FormText.OrEmpty(Classify.CompetentBody), FormText.OrNull(Classify.Reason)));

    private Task TransferAsync() => DoAsync(Transfer!.Check(), "transfer-", "transferred",
        () => Routing.TransferAsync(Id, FormText.OrEmpty(Transfer.To), FormText.OrEmpty(Transfer.Reason)));

    private Task ReturnAsync() => DoAsync(Return!.Check(), "return-", "returned", () => Routing.ReturnAsync(Id, FormText.OrEmpty(Return.Reason)));

    private Task ConcludeAsync() => DoAsync(Conclude!.Check(), "conclude-", "concluded",
        () => Routing.ConcludeAsync(Id, Conclude.Action!, FormText.OrEmpty(Conclude.Reason)));

    private Task AnswerAsync() => DoAsync(Reply!.Check(), "answer-", "answered",
        () => Routing.AnswerAsync(Id, Reply.Outcome!, LegalDay.Parse(Reply.AnsweredOn)!.Value, FormText.OrNull(Reply.Note)));

    /// <summary>Shown in the answer to the form itself and nowhere else: an identity never stands behind an address one can reload.</summary>
    private async Task DiscloseAsync()
    {
        Errors = Disclosure!.Check();
        if (!Guid.TryParse(Disclosure.PartyId, out var party)) Errors.Add("disclose-party-id", Texts.ErrorParty);
        if (Errors.Any)
        {
            Failed(Errors, null);
            return;
        }

        var answer = await Intake.DiscloseAsync(party, FormText.OrEmpty(Disclosure.Purpose), FormText.OrEmpty(Disclosure.Reason));
        Http.Response.Headers.CacheControl = "no-store";
        Identity = answer.Value;
        if (answer.Problem is { } problem) Failed(Errors, problem, "disclose-");
    }

    private async Task DoAsync<T>(FormErrors errors, string prefix, string done, Func<Task<Answer<T>>> act) where T : class
    {
        Errors = errors;
        if (Errors.Any)
        {
            Failed(Errors, null);
            return;
        }

        var answer = await act();
        if (answer.Problem is { } problem) Failed(Errors, problem, prefix);
        else GoOn($"/don/{Id}", done);
    }

    private bool HasErrors(string prefix) => Errors.Fields.Any(error => error.Id.StartsWith(prefix, StringComparison.Ordinal));
}
