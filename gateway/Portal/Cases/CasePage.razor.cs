using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Portal.Access;
using Portal.Clients;
using Portal.Components;

namespace Portal.Cases;

public partial class CasePage
{
    private static readonly FormErrors None = new();

    private IFormCollection? posted;
    private string? failedTask;
    private string? failedForm;
    private IReadOnlyList<Colleague> colleagues = [];

    [Inject] internal ResolutionClient Resolution { get; set; } = null!;
    [Inject] internal LegalDay Day { get; set; } = null!;
    [Parameter] public string Department { get; set; } = "";
    [Parameter] public Guid Id { get; set; }
    [SupplyParameterFromQuery] public string? Done { get; set; }
    [SupplyParameterFromForm(FormName = "extension")] public ExtensionForm? Extension { get; set; }

    private FormErrors Errors { get; set; } = new();
    private Case? Case { get; set; }
    private IReadOnlyDictionary<string, string> Names { get; set; } = new Dictionary<string, string>();

    private IEnumerable<CaseTask> OpenTasks => (Case!.Tasks ?? []).Where(task => !task.IsDone).OrderBy(task => task.DueOn ?? DateOnly.MaxValue);
    private IEnumerable<CaseTask> DoneTasks => (Case!.Tasks ?? []).Where(task => task.IsDone).OrderByDescending(task => task.CompletedAt);
    private IEnumerable<Incident> OpenIncidents => (Case!.Incidents ?? []).Where(incident => incident.State != "resolved");
    private IEnumerable<Incident> EndedIncidents => (Case!.Incidents ?? []).Where(incident => incident.State == "resolved");
    private bool IsHead => Me.HoldsAnyIn(Department, "head");
    private bool MayExtend => Me.HoldsAnyIn(Department, "clerk", "officer", "head");

    /// <summary>The duty that runs out first.</summary>
    private DeadlineView? Next => (Case!.Deadlines ?? []).Where(deadline => deadline.State is null or "running" && deadline.IsDuty != false).MinBy(deadline => deadline.DueOn);

    private IEnumerable<string> Awaited => Case!.Awaits!
        .Select(awaited => Say.Awaited(awaited, code => Case.Deadlines?.FirstOrDefault(deadline => deadline.Code == code)?.Name))
        .Distinct();

    private string WhoHolds(CaseTask task)
    {
        if (task.Assignee is null) return Texts.Unassigned;
        var holder = task.AssigneeName ?? Say.Who(task.Assignee, Names);
        return task.InsteadOf is { Length: > 0 } absent ? Say.With(Texts.WhoInTheSteadOf, holder, Say.Who(absent, Names)) : holder;
    }

    /// <summary>Whether the reader has it, or stands in for who has.</summary>
    private bool Holds(CaseTask task) => task.Assignee == Me.Id || task.StandingInFor is not null;

    private bool HoldsRole(CaseTask task) => task.Role is { } role && Me.HoldsAnyIn(Department, role);

    /// <summary>Who could be handed it; of who is away, who takes it instead.</summary>
    private IReadOnlyList<Choice> TakersOf(CaseTask task) =>
        [.. colleagues.Where(one => one.Roles?.Contains(task.Role ?? "") == true && one.Id != task.Assignee).Select(one => new Choice(
            one.Id, one.StandInName is null ? one.Name : Say.With(Texts.AwayStandIn, one.Name, one.StandInName)))];

    private string? DoneText => Done switch
    {
        "claimed" => Texts.DoneClaimed,
        "released" => Texts.DoneReleased,
        "completed" => Texts.DoneCompleted,
        "extended" => Texts.DoneExtended,
        "handed-over" => Texts.DoneHandedOver,
        "proposed" => Texts.DoneProposed,
        "retried" => Texts.DoneRetried,
        "continued" => Texts.DoneContinued,
        _ => null,
    };

    private string Address => $"/vu-viec/{Department}/{Id}";

    protected override bool MayEnter(StaffMember member) => member.WorksOnCases || member.Oversees || member.Operates;

    protected override async Task LoadAsync()
    {
        Extension ??= new ExtensionForm();
        if (HttpMethods.IsPost(Http.Request.Method)) posted = await Http.Request.ReadFormAsync(Http.RequestAborted);
        Case = await AskAsync(Resolution.FindAsync(Department, Id));
        if (Case is null) return;
        var persons = (Case.History ?? []).SelectMany(entry => new[] { entry.Who, entry.InsteadOf })
            .Concat((Case.Tasks ?? []).SelectMany(task => new[] { task.Assignee, task.CompletedBy, task.Candidate, task.InsteadOf }))
            .Concat((Case.Incidents ?? []).Select(incident => incident.EndedBy));
        Names = await Colleagues.NamesAsync(persons, Http.RequestAborted);
        if (OpenTasks.Any(task => Holds(task) || IsHead)) colleagues = (await Resolution.ColleaguesAsync(Department)).Value ?? [];
    }

    /// <summary>With what was typed, when this is the form that was sent.</summary>
    private TaskForm FormOf(CaseTask task) => new(task, posted?["_handler"].ToString() == $"task-{task.Id}" ? posted : null);

    /// <summary>Only the form that was sent shows its errors.</summary>
    private FormErrors ErrorsOf(CaseTask task) => failedTask == task.Id ? Errors : None;

    private FormErrors ErrorsOf(string form) => failedForm == form ? Errors : None;

    private IncidentForm FormOf(Incident incident) => new(incident, posted);

    private static IReadOnlyList<RadioField.Option> OutcomesOf(CaseTask task) =>
        [.. task.Outcomes!.Select(outcome => new RadioField.Option(outcome.Value, outcome.Label))];

    private static string OutcomeOf(CaseTask task) =>
        task.Outcomes?.FirstOrDefault(outcome => outcome.Value == task.Outcome)?.Label ?? Say.OrNone(task.Outcome);

    private async Task ClaimAsync(CaseTask task) => Finish(await Resolution.ClaimAsync(task.Id), "claimed");

    private async Task ReleaseAsync(CaseTask task) => Finish(await Resolution.ReleaseAsync(task.Id), "released");

    private async Task CompleteAsync(CaseTask task)
    {
        var form = FormOf(task);
        failedTask = task.Id;
        Errors = form.Check();
        if (Errors.Any) Failed(Errors, null);
        else Finish(await Resolution.CompleteAsync(task.Id, FormText.OrNull(form.Outcome), form.ToData(), FormText.OrNull(form.Note), form.Key), "completed", form.Prefix);
    }

    private async Task HandOverAsync(CaseTask task)
    {
        var form = new HandOverForm(task, posted);
        failedForm = HandOverForm.NameOf(task);
        Errors = form.Check();
        if (Errors.Any) Failed(Errors, null);
        else if (form.OnlyProposes)
            Finish(await Resolution.ProposeAsync(task.Id, FormText.OrEmpty(form.To), FormText.OrEmpty(form.Reason)), "proposed", form.Prefix);
        else
            Finish(await Resolution.HandOverAsync(task.Id, FormText.OrEmpty(form.To), FormText.OrEmpty(form.Reason)), "handed-over", form.Prefix);
    }

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

    private async Task ExtendAsync()
    {
        Errors = Extension!.Check();
        if (Errors.Any) Failed(Errors, null);
        else Finish(await Resolution.ExtendAsync(Department, Id, FormText.OrEmpty(Extension.Ground), FormText.OrEmpty(Extension.Document)), "extended", "extension-");
    }

    private void Finish(Answer<Nothing> answer, string done, string prefix = "")
    {
        if (answer.Problem is { } problem) Failed(Errors, problem, prefix);
        else GoOn(Address, done);
    }
}
