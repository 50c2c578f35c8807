using Engine.Execution;
using Procedures;
using Shared.Deadlines;

namespace Engine.Activities;

/// <summary>Opens a task and waits until a person has completed it; the chosen outcome is the way on.</summary>
[Activity("DonThu.OfficerTask")]
internal class OpenOfficerTask : IWaitingActivity
{
    public async ValueTask<Outcome> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        // A second branch that gets here finds the task open: one piece of work is asked for once.
        if (context.JoinsWait(BookmarkKind.Task)) return Outcome.None;

        var task = OfficerTask.Open(
            context.NewId(), context.Instance, context.Step, context.RequiredText("role"),
            OutcomesOf(context), FormOf(context), context.Now);
        if (await EarliestAsync(context, cancellationToken) is { } deadline) task.MustMeet(deadline);
        if (CandidateFor(context, task.Role) is { } candidate) task.ProposeAtOnce(candidate);
        context.Db.Add(task);
        context.Wait(BookmarkKind.Task, task.Id.ToString());
        context.Effects.TaskAssigned(context.Db, task);
        context.Record(HistoryTexts.TaskOpened(context.Step.Name));
        return Outcome.None;
    }

    public BookmarkKind? WaitsFor(ActivityNode step) => BookmarkKind.Task;

    /// <summary>The open task goes on as the other version describes it; whoever holds it keeps it, unless another role is asked for now.</summary>
    public async ValueTask<string> TakeOverAsync(ActivityContext context, string key, CancellationToken cancellationToken)
    {
        var id = Guid.Parse(key);
        var task = await context.Db.Set<OfficerTask>().FindAsync([id], cancellationToken)
            ?? throw new InvalidOperationException($"The task {id} does not exist.");
        task.TellAnew(context.Step, context.RequiredText("role"), OutcomesOf(context), FormOf(context), context.Today);
        if (await EarliestAsync(context, cancellationToken) is { } deadline) task.MustMeet(deadline);
        context.Effects.TaskAssigned(context.Db, task);
        return key;
    }

    /// <summary>A decision cannot be taken while resolution is suspended, though the task stays open.</summary>
    public bool Takes(ActivityContext context) => !context.IsTrue("closedWhen");

    public ValueTask<Outcome> ResumeAsync(ActivityContext context, Stimulus stimulus, CancellationToken cancellationToken)
    {
        foreach (var field in FormOf(context))
            if (field.Variable is { } variable) context.SetVariable(variable, stimulus.Values.GetValueOrDefault(field.Name));
        return new(Outcome.Of(stimulus.Port));
    }

    protected virtual IReadOnlyList<TaskOutcome> OutcomesOf(ActivityContext context) => context.Literal<TaskOutcome[]>("outcomes");

    protected virtual IReadOnlyList<FormField> FormOf(ActivityContext context) => context.Step.Literal<FormField[]>("form") ?? [];

    /// <summary>
    /// Who did the steps the definition names, the first of them that was done; without such, whoever last did a step of this role here:
    /// they know the case. Not one who may not do it (<c>notBy</c>).
    /// </summary>
    private static string? CandidateFor(ActivityContext context, string role)
    {
        var done = context.State.DoneBy;
        var named = context.Step.Literal<string[]>("candidate") is { Length: > 0 } steps
            ? steps.Select(step => done.GetValueOrDefault(step)).FirstOrDefault(who => who is not null)
            : done.GetValueOrDefault(InstanceState.KeyOfRole(role));
        var excluded = context.Step.Literal<string[]>("notBy") ?? [];
        return named is not null && excluded.All(step => done.GetValueOrDefault(step) != named) ? named : null;
    }

    private static async ValueTask<DeadlineRow?> EarliestAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        DeadlineRow? earliest = null;
        foreach (var limit in context.Step.Literal<string[]>("limits") ?? [])
        {
            if (await context.RunningDeadlineAsync(limit, cancellationToken) is { } row && (earliest is null || row.DueOn < earliest.DueOn))
                earliest = row;
        }

        return earliest;
    }
}

/// <summary>
/// Waits for the dialogue the law demands. Notice must have been given in time; somebody who stays away without a good reason does not
/// stop the case (Luật Khiếu nại 02/2011/QH13, Điều 30.6).
/// </summary>
[Activity("DonThu.HoldDialogue")]
internal sealed class HoldDialogue : OpenOfficerTask
{
    private static readonly string[] Invited = ["Held", "Absent"];

    protected override IReadOnlyList<TaskOutcome> OutcomesOf(ActivityContext context) =>
    [
        new("Held", "Đã đối thoại", "Dialogue held"),
        new("Absent", "Người được mời vắng mặt không lý do", "The invited person stayed away without a good reason"),
        new("NotHeld", "Không tổ chức được", "It could not be held"),
    ];

    protected override IReadOnlyList<FormField> FormOf(ActivityContext context) =>
    [
        new("noticeOn", FieldType.Date, "Ngày gửi thông báo", "Notice sent on", RequiredFor: Invited, NotAfterToday: true),
        new("heldOn", FieldType.Date, "Ngày đối thoại", "Held on", RequiredFor: Invited, Variable: context.Text("heldOn"), NotAfterToday: true,
            Notice: new NoticeRule("noticeOn", context.RequiredText("notice")), Article: context.Step.Article),
        new("minutes", FieldType.Text, "Số biên bản", "Number of the minutes", RequiredFor: ["Held"], Variable: context.Text("minutes"), MaxLength: 60),
        new("reason", FieldType.Text, "Lý do", "Reason", RequiredFor: ["Absent", "NotHeld"], MaxLength: 2000),
    ];
}
