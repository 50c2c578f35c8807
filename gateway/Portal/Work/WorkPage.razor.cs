using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Portal.Access;
using Portal.Clients;
using Portal.Components;

namespace Portal.Work;

public partial class WorkPage
{
    private const string RoutingTab = "cho-phan-loai";
    private const string EscalatedTab = "can-chi-dao";
    private const string AbsenceTab = "vang-mat";

    private IFormCollection? posted;

    [Inject] internal IntakeClient Intake { get; set; } = null!;
    [Inject] internal ResolutionClient Resolution { get; set; } = null!;
    [Inject] internal LegalDay Day { get; set; } = null!;
    [SupplyParameterFromQuery(Name = "xem")] public string? View { get; set; }
    [SupplyParameterFromQuery(Name = "tiep")] public string? After { get; set; }
    [SupplyParameterFromQuery] public string? Done { get; set; }

    private string Tab { get; set; } = "";
    private Page<TaskLine>? Tasks { get; set; }
    private Page<SubmissionLine>? Letters { get; set; }
    private IReadOnlyList<Office> Offices { get; set; } = [];
    private FormErrors Errors { get; set; } = new();
    private bool Shown => Tasks is not null || Letters is not null || Offices.Count > 0;
    private IEnumerable<TaskLine> Ordered => Tasks!.Items.OrderBy(task => task.DueOn ?? DateOnly.MaxValue);
    private int Overdue => Tasks!.Items.Count(task => IsOverdue(task.DueOn));

    private IEnumerable<(string Code, string Text)> Tabs
    {
        get
        {
            yield return ("toi", Texts.TabMe);
            yield return ("co-quan", Texts.TabDepartment);
            yield return ("chua-giao", Texts.TabUnassigned);
            if (Me.HoldsAny("head")) yield return (EscalatedTab, Texts.TabEscalated);
            if (Me.RoutesLetters) yield return (RoutingTab, Texts.TabRouting);
            if (MyDepartments.Count > 0) yield return (AbsenceTab, Texts.TabAbsences);
        }
    }

    protected override bool MayEnter(StaffMember member) => member.ReceivesLetters || member.WorksOnCases || member.Oversees;

    private IReadOnlyList<string> MyDepartments => Me.DepartmentsAs("clerk", "officer", "head");

    private string? DoneText => Done switch
    {
        "absence-declared" => Texts.DoneAbsenceDeclared,
        "absence-ended" => Texts.DoneAbsenceEnded,
        _ => null,
    };

    protected override async Task LoadAsync()
    {
        if (HttpMethods.IsPost(Http.Request.Method)) posted = await Http.Request.ReadFormAsync(Http.RequestAborted);
        Tab = Tabs.Select(tab => tab.Code).FirstOrDefault(code => code == View) ?? "toi";
        if (Tab == RoutingTab) Letters = await AskAsync(Intake.AwaitingRoutingAsync(After));
        else if (Tab == AbsenceTab) Offices = await OfficesAsync();
        else
        {
            Tasks = await AskAsync(Resolution.TasksAsync(
                Tab switch { "co-quan" => "department", "chua-giao" => "none", EscalatedTab => "escalated", _ => "me" }, After));
        }
    }

    private async Task<IReadOnlyList<Office>> OfficesAsync()
    {
        var offices = new List<Office>();
        foreach (var department in MyDepartments)
        {
            if (await AskAsync(Resolution.AbsencesAsync(department)) is not { } absences
                || await AskAsync(Resolution.ColleaguesAsync(department)) is not { } colleagues) return [];
            var form = new AbsenceForm(department, Me.HoldsAnyIn(department, "head"), posted);
            offices.Add(new Office(department, form, absences.Items, colleagues));
        }

        return offices;
    }

    private async Task DeclareAsync(Office office)
    {
        var form = office.Form;
        Errors = form.Check();
        if (Errors.Any) Failed(Errors, null);
        else
        {
            Finish(await Resolution.DeclareAbsenceAsync(
                office.Department, FormText.OrNull(form.Absent), FormText.OrEmpty(form.StandIn), LegalDay.Machine(LegalDay.Parse(form.From)!.Value),
                LegalDay.Machine(LegalDay.Parse(form.Until)!.Value)), "absence-declared", form.Prefix);
        }
    }

    private async Task EndAsync(Office office, Absence absence) =>
        Finish(await Resolution.EndAbsenceAsync(office.Department, absence.Id), "absence-ended");

    private void Finish(Answer<Nothing> answer, string done, string prefix = "")
    {
        if (answer.Problem is { } problem) Failed(Errors, problem, prefix);
        else GoOn($"/cong-viec?xem={AbsenceTab}", done);
    }

    private bool IsOverdue(DateOnly? dueOn) => dueOn is { } due && due < Day.Today;

    /// <summary>One of the reader's departments: who is away there, and whom one may name.</summary>
    private sealed record Office(string Department, AbsenceForm Form, IReadOnlyList<Absence> Absences, IReadOnlyList<Colleague> Colleagues)
    {
        public IReadOnlyList<Choice> People => [.. Colleagues.Select(one => new Choice(one.Id, one.Name))];
    }
}
