using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Portal.Clients;
using Portal.Components;
using Portal.Errors;
using Portal.Letters;

namespace Portal.Submit;

public partial class SubmitPage
{
    [CascadingParameter] public HttpContext Http { get; set; } = null!;
    [Inject] internal IntakeClient Intake { get; set; } = null!;
    [SupplyParameterFromForm(FormName = "letter")] public LetterForm? Letter { get; set; }

    private FormErrors Errors { get; set; } = new();
    private SubmissionReceipt? Receipt { get; set; }
    private IReadOnlyList<Choice> Departments { get; set; } = [];
    private SubmitterForm You => Letter!.Submitters[0];

    private static IReadOnlyList<RadioField.Option> Kinds =>
    [
        new("complaint", Texts.KindComplaint, Texts.KindComplaintWhat),
        new("denunciation", Texts.KindDenunciation, Texts.KindDenunciationWhat),
        new("petition", Texts.KindPetition, Texts.KindPetitionWhat),
        new("feedback", Texts.KindFeedback, Texts.KindFeedbackWhat),
        new("", Texts.KindNotSure, Texts.KindNotSureHint),
    ];

    protected override async Task OnInitializedAsync()
    {
        Letter ??= new LetterForm();
        Letter.ShowRows(1);
        if (string.IsNullOrEmpty(Letter.Key)) Letter.Key = Guid.NewGuid().ToString("N");
        // A link on a department's own site may name it.
        if (HttpMethods.IsGet(Http.Request.Method)) Letter.ReceivedBy = Http.Request.Query["noi-nhan"];

        var departments = await Intake.DepartmentsAsync();
        Departments = LetterDepartments.Choices(departments.Value ?? []);
        if (departments.Problem is { } problem) Fail(problem);
        // Without the list, what was chosen stays chosen.
        if (Departments.Count == 0 && Letter.ReceivedBy is { Length: > 0 } chosen) Departments = [new Choice(chosen, chosen)];
        else if (Departments is [var only]) Letter.ReceivedBy = only.Value;
    }

    private async Task SubmitAsync()
    {
        if (Errors.Problem is not null) return;
        Errors = Letter!.Check(atCounter: false);
        if (Errors.Any)
        {
            Http.AnswerWith(StatusCodes.Status422UnprocessableEntity);
            return;
        }

        var answer = await Intake.SubmitAsync(Letter.ToRequest(atCounter: false), Letter.Key!);
        Receipt = answer.Value;
        if (answer.Problem is not { } refused) return;

        // This key stands for a letter that is already in: what is on the page now would be another one.
        if (refused.Code == "request.idempotency-reused") Letter.Key = Guid.NewGuid().ToString("N");
        Fail(refused);
    }

    private void Fail(ApiProblem problem)
    {
        Errors.Take(problem);
        Http.AnswerWith(problem.Status);
    }
}
