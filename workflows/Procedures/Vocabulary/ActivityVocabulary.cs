using System.Text.Json;
using Clock;

namespace Procedures.Vocabulary;

/// <summary>
/// The closed set of activities a definition may use. It stands here rather than beside the code that runs them, so that a
/// definition can be checked and drawn without an engine; a test holds the two together.
/// </summary>
public static class ActivityVocabulary
{
    private static readonly string[] Done = ["Done"];

    private static readonly Dictionary<string, ActivityDescriptor> ByType = new ActivityDescriptor[]
    {
        new("Elsa.Start", "Flow", new("Bắt đầu", "Start"), new("Nơi vụ việc bắt đầu.", "Where a case begins."), [], Done),
        new("Elsa.End", "Flow", new("Kết thúc nhánh", "End of branch"),
            new("Nhánh này dừng lại, các nhánh khác tiếp tục.", "This branch ends; the others go on."), [], []),
        new("Elsa.Finish", "Flow", new("Kết thúc", "Finish"),
            new("Kết thúc mọi nhánh, hủy công việc và thời hạn còn lại.", "Ends all branches; cancels their tasks and clocks."), [], []),
        new("Elsa.FlowDecision", "Flow", new("Điều kiện", "Decision"), new("Rẽ nhánh theo đúng hoặc sai.", "Goes one of two ways."),
            [Required("condition", InputKind.Boolean, "Quy tắc hoặc biến được hỏi.", "The rule or variable that is asked.")],
            ["True", "False"]),
        new("Elsa.FlowSwitch", "Flow", new("Chọn nhánh", "Switch"),
            new("Đi theo trường hợp đúng đầu tiên.", "Goes the way of the first case that holds."), [], [])
        {
            OutcomesByInput = node => [.. node.Cases.Select(one => one.Label), "Default"],
        },
        new("Elsa.FlowFork", "Flow", new("Tách nhánh", "Fork"), new("Đi mọi nhánh cùng lúc.", "Goes all ways at once."),
            [Required("branches", InputKind.Branches, "Tên các nhánh.", "The names of the branches.")], [])
        {
            OutcomesByInput = node => Read<string[]>(node, "branches") ?? [],
        },
        new("Elsa.FlowJoin", "Flow", new("Nhập nhánh", "Join"),
            new("Chờ tất cả (WaitAll) hoặc nhánh đầu tiên (WaitAny).", "Waits for all branches (WaitAll) or the first (WaitAny)."),
            [Required("mode", InputKind.JoinMode, "WaitAll hoặc WaitAny.", "WaitAll or WaitAny.")], Done),
        new("Elsa.SetVariable", "Flow", new("Đặt biến", "Set variable"), new("Ghi nhớ một giá trị.", "Remembers a value."),
            [Required("value", InputKind.Text, "Giá trị.", "The value.")], Done),

        new("DonThu.OfficerTask", "Case work", new("Công việc", "Task"),
            new("Chờ một người thực hiện và chọn kết quả.", "Waits for a person to do it and choose an outcome."),
            [
                Required("role", InputKind.Role, "Vai trò được làm.", "The role that may do it."),
                Required("outcomes", InputKind.Outcomes, "Các kết quả có thể chọn.", "The outcomes to choose from."),
                Optional("form", InputKind.Form, "Các trường phải điền.", "The fields to fill in."),
                Optional("limits", InputKind.TimeLimits, "Thời hạn mà công việc phải kịp.", "The time limits the task has to meet."),
                NotBy,
                Candidate,
                Optional("closedWhen", InputKind.Boolean, "Khi đúng thì chưa hoàn thành được.", "While true, it cannot be completed."),
            ],
            [])
        {
            OutcomesByInput = node => [.. (Read<TaskOutcome[]>(node, "outcomes") ?? []).Select(outcome => outcome.Name)],
        },
        new("DonThu.HoldDialogue", "Case work", new("Đối thoại", "Hold a dialogue"),
            new("Chờ tổ chức đối thoại; kiểm tra đã báo trước đủ thời hạn.", "Waits for the dialogue; notice must have been given in time."),
            [
                Required("role", InputKind.Role, "Vai trò chủ trì hoặc tổ chức.", "The role that holds or arranges it."),
                Required("notice", InputKind.TimeLimit, "Thời hạn báo trước, tính lùi.", "The notice that must be given, counted back."),
                Optional("limits", InputKind.TimeLimits, "Thời hạn mà công việc phải kịp.", "The time limits the task has to meet."),
                Optional("heldOn", InputKind.Variable, "Biến nhận ngày đối thoại.", "The variable that takes the day it was held."),
                Optional("minutes", InputKind.Variable, "Biến nhận số biên bản.", "The variable that takes the number of the minutes."),
                NotBy,
                Candidate,
            ],
            ["Held", "Absent", "NotHeld"]),
        new("DonThu.StartTimeLimit", "Time limits", new("Bắt đầu tính thời hạn", "Start a time limit"),
            new("Bắt đầu một thời hạn theo luật.", "Starts a period the law sets."),
            [
                Required("limit", InputKind.TimeLimit, "Mã thời hạn.", "The code of the time limit."),
                Optional("startsOn", InputKind.Date, "Ngày của sự kiện; mặc định hôm nay.", "The day of the event; today by default."),
                Optional("otherwiseOn", InputKind.Date, "Ngày dùng khi startsOn trống.", "The day taken when startsOn has no value."),
                Optional("extended", InputKind.Boolean, "Tính ngay thời hạn kéo dài.", "Count the extended length from the start."),
                Optional("duty", InputKind.Boolean, "Có người phải làm; mặc định có.", "Whether somebody must act by then; true by default."),
                Optional("whenInForce", InputKind.Boolean,
                    "Bỏ qua khi thời hạn chưa có hiệu lực vào ngày đó.", "Passed over when the limit is not in force on that day."),
            ],
            Done),
        new("DonThu.StopTimeLimit", "Time limits", new("Kết thúc thời hạn", "Stop time limits"),
            new("Ghi nhận đã làm xong; thời hạn không chạy thì bỏ qua.", "The duty is done; limits that do not run are passed over."),
            [
                Required("limits", InputKind.TimeLimits, "Mã các thời hạn.", "The codes of the time limits."),
                Optional("on", InputKind.Date, "Ngày làm xong; mặc định hôm nay.", "The day it was done; today by default."),
                Optional("result", InputKind.StopResult, "fulfilled (mặc định) hoặc cancelled.", "fulfilled (default) or cancelled."),
            ],
            Done),
        new("DonThu.ExtendTimeLimit", "Time limits", new("Kéo dài thời hạn", "Extend a time limit"),
            new("Kéo dài thời hạn đang chạy theo quy định của chính nó.", "Lengthens the one that runs, as its own rule allows."),
            [
                Required("limits", InputKind.TimeLimits, "Mã các thời hạn, lấy thời hạn đang chạy.", "The codes; the one that runs is taken."),
                Optional("by", InputKind.TimeLimit,
                    "Thời hạn gia hạn được quy định riêng, nếu có.", "The extension that is a rule of its own, where there is one."),
                Required("ground", InputKind.Text, "Căn cứ.", "Why."),
                Optional("document", InputKind.Text, "Số văn bản.", "The number of the document."),
                Optional("on", InputKind.Date, "Ngày quyết định; mặc định hôm nay.", "The day of the decision; today by default."),
            ],
            Done),
        new("DonThu.SuspendTimeLimits", "Time limits", new("Tạm dừng thời hạn", "Suspend time limits"),
            new("Dừng các thời hạn đang chạy, nếu luật cho phép.", "Stops the clocks that run, where the law allows it."),
            [
                Required("limits", InputKind.TimeLimits, "Mã các thời hạn.", "The codes of the time limits."),
                Required("ground", InputKind.Text, "Căn cứ.", "Why."),
                Optional("document", InputKind.Text, "Số quyết định.", "The number of the decision."),
                Optional("on", InputKind.Date, "Ngày quyết định; mặc định hôm nay.", "The day of the decision; today by default."),
            ],
            Done),
        new("DonThu.ResumeTimeLimits", "Time limits", new("Tiếp tục thời hạn", "Resume time limits"),
            new("Cho các thời hạn đang dừng chạy tiếp.", "Lets the clocks that stand still run again."),
            [
                Required("limits", InputKind.TimeLimits, "Mã các thời hạn.", "The codes of the time limits."),
                Optional("document", InputKind.Text, "Số quyết định.", "The number of the decision."),
                Optional("on", InputKind.Date, "Ngày quyết định; mặc định hôm nay.", "The day of the decision; today by default."),
            ],
            Done),
        new("DonThu.AwaitEvent", "Events", new("Chờ sự kiện", "Await an event"),
            new("Chờ cho đến khi có sự kiện.", "Waits until something happens."),
            [
                Required("event", InputKind.Text, "Tên sự kiện.", "The name of the event."),
                Optional("key", InputKind.Text, "Đối tượng, ví dụ mã thời hạn.", "What it is about, such as a time limit."),
                Optional("payload", InputKind.Payload, "Giá trị kèm theo và biến nhận.", "The values it brings and their variables."),
                Optional("closedWhen", InputKind.Boolean, "Khi đúng thì không còn nhận.", "While true, the event is no longer taken."),
            ],
            Done),
        new("DonThu.IssueDocument", "Documents", new("Ban hành văn bản", "Issue a document"),
            new("Ghi nhận văn bản được ban hành.", "Records a document that is issued."),
            [
                Required("form", InputKind.Text, "Số mẫu.", "The form the law prescribes."),
                Required("title", InputKind.Bilingual, "Tên văn bản.", "The title."),
                Optional("number", InputKind.Text, "Số văn bản; nếu trống thì hệ thống đánh số.", "Its number; counted when empty."),
                Optional("issuedOn", InputKind.Date, "Ngày ban hành; mặc định hôm nay.", "The day of issue; today by default."),
                Optional("forCitizen", InputKind.Boolean, "Gửi cho người gửi đơn.", "Whether the sender receives it."),
            ],
            Done),
        new("DonThu.Notify", "Documents", new("Thông báo", "Notify"),
            new("Báo cho người gửi đơn.", "Tells the sender."),
            [Required("text", InputKind.Bilingual, "Nội dung.", "The text.")], Done),
        new("DonThu.Publish", "Documents", new("Công khai", "Publish"),
            new("Ghi nhận việc công khai quyết định, kết luận.", "Records that a decision or conclusion was made public."),
            [
                Required("form", InputKind.Text, "Số mẫu của văn bản.", "The form of the document."),
                Required("title", InputKind.Bilingual, "Tên văn bản, không nêu tên người.", "The title; it names no person."),
                Required("manner", InputKind.Manner, "meeting, posting, portal hoặc media.", "meeting, posting, portal or media."),
                Optional("number", InputKind.Text, "Số văn bản.", "Its number."),
                Optional("on", InputKind.Date, "Ngày công khai; mặc định hôm nay.", "The day of publication; today by default."),
                Optional("limit", InputKind.TimeLimit, "Thời gian công khai tối thiểu.", "How long it must stay up at least."),
                Optional("whenInForce", InputKind.Boolean,
                    "Bỏ qua thời gian tối thiểu chưa có hiệu lực vào ngày đó.", "Without the minimum when it is not in force on that day."),
            ],
            Done),
        new("DonThu.TransferSubmission", "Case work", new("Chuyển đơn", "Transfer"),
            new("Chuyển đơn đến cơ quan có thẩm quyền; vụ việc ở đây kết thúc.", "Passes the submission to the competent body; the case here ends."),
            [
                Required("to", InputKind.Text, "Cơ quan, người có thẩm quyền.", "The competent body."),
                Required("reason", InputKind.Text, "Lý do.", "Why."),
            ],
            Done),
        new("DonThu.StartProcedure", "Case work", new("Bắt đầu quy trình khác", "Start a procedure"),
            new("Bắt đầu một quy trình khác cho vụ việc này.", "Starts another procedure on this case."),
            [
                Required("procedure", InputKind.Procedure, "Mã quy trình.", "The procedure's id."),
                Optional("wait", InputKind.Boolean, "Chờ quy trình đó kết thúc.", "Whether to wait until it has ended."),
                Optional("facts", InputKind.Facts, "Biến được trao cho quy trình đó.", "The variables handed to it as facts."),
            ],
            Done),
        new("DonThu.CloseCase", "Case work", new("Kết thúc vụ việc", "Close the case"),
            new("Ghi kết quả, hủy mọi việc còn chờ.", "Records the outcome and cancels whatever still waits."),
            [
                Required("outcome", InputKind.Text, "Kết quả: resolved, refused, withdrawn…", "The outcome: resolved, refused, withdrawn…"),
                Optional("on", InputKind.Date, "Ngày kết thúc; mặc định hôm nay.", "The day it ended; today by default."),
            ],
            Done),
    }.ToDictionary(descriptor => descriptor.Type, StringComparer.Ordinal);

    public static IReadOnlyCollection<ActivityDescriptor> All => ByType.Values;

    public static ActivityDescriptor? Find(string type) => ByType.GetValueOrDefault(type);

    /// <summary>The roles a task may be given to.</summary>
    public static IReadOnlyList<string> Roles { get; } = ["clerk", "officer", "head", "reception"];

    private static InputDescriptor NotBy => Optional("notBy", InputKind.Activities,
        "Người đã làm các bước này không được làm bước này.", "Who did these steps may not do this one.");

    private static InputDescriptor Candidate => Optional("candidate", InputKind.Activities,
        "Đề xuất người đã làm một trong các bước này.", "Who did one of these steps is proposed.");

    /// <summary>How a decision or conclusion may be made public.</summary>
    public static IReadOnlyList<string> Manners { get; } = ["meeting", "posting", "portal", "media"];

    private static InputDescriptor Required(string name, InputKind kind, string vi, string en) => new(name, kind, true, new(vi, en));

    private static InputDescriptor Optional(string name, InputKind kind, string vi, string en) => new(name, kind, false, new(vi, en));

    /// <summary>An input that is written wrongly has no ports; that it is wrong is found when it is checked.</summary>
    private static T? Read<T>(ActivityNode node, string input) where T : class
    {
        try
        {
            return node.Literal<T>(input);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
