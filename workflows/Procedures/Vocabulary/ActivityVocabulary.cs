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
            ],
            [])
        {
            OutcomesByInput = node => [.. (Read<TaskOutcome[]>(node, "outcomes") ?? []).Select(outcome => outcome.Name)],
        },
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
                Required("ground", InputKind.Text, "Căn cứ.", "Why."),
                Optional("document", InputKind.Text, "Số văn bản.", "The number of the document."),
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
