using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Clients;

namespace Portal.Work;

public partial class WorkPage
{
    private const string RoutingTab = "cho-phan-loai";

    [Inject] internal IntakeClient Intake { get; set; } = null!;
    [Inject] internal ResolutionClient Resolution { get; set; } = null!;
    [Inject] internal LegalDay Day { get; set; } = null!;
    [SupplyParameterFromQuery(Name = "xem")] public string? View { get; set; }
    [SupplyParameterFromQuery(Name = "tiep")] public string? After { get; set; }

    private string Tab { get; set; } = "";
    private Page<TaskLine>? Tasks { get; set; }
    private Page<SubmissionLine>? Letters { get; set; }
    private bool Shown => Tasks is not null || Letters is not null;
    private IEnumerable<TaskLine> Ordered => Tasks!.Items.OrderBy(task => task.DueOn ?? DateOnly.MaxValue);
    private int Overdue => Tasks!.Items.Count(task => IsOverdue(task.DueOn));

    private IEnumerable<(string Code, string Text)> Tabs
    {
        get
        {
            yield return ("toi", Texts.TabMe);
            yield return ("co-quan", Texts.TabDepartment);
            yield return ("chua-giao", Texts.TabUnassigned);
            if (Me.RoutesLetters) yield return (RoutingTab, Texts.TabRouting);
        }
    }

    protected override bool MayEnter(StaffMember member) => member.ReceivesLetters || member.WorksOnCases || member.Oversees;

    protected override async Task LoadAsync()
    {
        Tab = Tabs.Select(tab => tab.Code).FirstOrDefault(code => code == View) ?? "toi";
        if (Tab == RoutingTab) Letters = await AskAsync(Intake.AwaitingRoutingAsync(After));
        else Tasks = await AskAsync(Resolution.TasksAsync(Tab switch { "co-quan" => "department", "chua-giao" => "none", _ => "me" }, After));
    }

    private bool IsOverdue(DateOnly? dueOn) => dueOn is { } due && due < Day.Today;
}
