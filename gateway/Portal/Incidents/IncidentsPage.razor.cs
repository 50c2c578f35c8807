using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Portal.Access;
using Portal.Cases;
using Portal.Clients;
using Portal.Components;

namespace Portal.Incidents;

public partial class IncidentsPage
{
    private static readonly FormErrors None = new();

    private IFormCollection? posted;
    private string? failedForm;

    [Inject] internal ResolutionClient Resolution { get; set; } = null!;
    [Inject] internal IntakeClient Intake { get; set; } = null!;
    [SupplyParameterFromQuery(Name = "co-quan")] public string? Asked { get; set; }
    [SupplyParameterFromQuery(Name = "tiep")] public string? After { get; set; }
    [SupplyParameterFromQuery] public string? Done { get; set; }

    private FormErrors Errors { get; set; } = new();
    private IReadOnlyList<Choice> Departments { get; set; } = [];
    private string Department { get; set; } = "";
    private Page<Incident>? Found { get; set; }
    private string Address => $"/su-co?co-quan={Uri.EscapeDataString(Department)}";

    private string? DoneText => Done switch
    {
        "retried" => Texts.DoneRetried,
        "continued" => Texts.DoneContinued,
        _ => null,
    };

    protected override bool MayEnter(StaffMember member) => member.Operates;

    protected override async Task LoadAsync()
    {
        if (HttpMethods.IsPost(Http.Request.Method)) posted = await Http.Request.ReadFormAsync(Http.RequestAborted);
        if (await AskAsync(Intake.DepartmentsAsync()) is not { } departments) return;
        Departments = [.. departments.Where(one => Me.HoldsAnyIn(one.Code, IncidentForm.Operators)).Select(one => new Choice(one.Code, one.Name))];
        Department = Departments.FirstOrDefault(one => one.Value == Asked)?.Value ?? (Departments is [var first, ..] ? first.Value : "");
        Found = await AskAsync(Resolution.IncidentsAsync(Department, After));
    }

    private IncidentForm FormOf(Incident incident) => new(incident, posted);

    /// <summary>Only the form that was sent shows its errors.</summary>
    private FormErrors ErrorsOf(Incident incident) => failedForm == IncidentForm.NameOf(incident) ? Errors : None;

    private async Task RetryAsync(Incident incident) => Finish(await Resolution.RetryAsync(Department, incident.Id), "retried");

    private async Task ContinueAsync(Incident incident)
    {
        var form = FormOf(incident);
        failedForm = IncidentForm.NameOf(incident);
        Errors = form.Check();
        if (Errors.Any) Failed(Errors, null);
        else
        {
            Finish(await Resolution.ContinueAsync(
                Department, incident.Id, FormText.OrEmpty(form.Outcome), FormText.OrEmpty(form.Reason)), "continued", form.Prefix);
        }
    }

    private void Finish(Answer<Nothing> answer, string done, string prefix = "")
    {
        if (answer.Problem is { } problem) Failed(Errors, problem, prefix);
        else GoOn(Address, done);
    }
}
