using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Portal.Access;
using Portal.Clients;
using Portal.Components;
using Portal.Letters;

namespace Portal.Counter;

public partial class CounterPage
{
    private const int RowsAtFirst = 3;
    private static readonly string[] ChannelCodes = ["counter", "post", "phone", "email", "referral"];

    [Inject] internal IntakeClient Intake { get; set; } = null!;
    [Inject] internal LegalDay Day { get; set; } = null!;
    [SupplyParameterFromForm(FormName = "letter")] public LetterForm? Letter { get; set; }

    private FormErrors Errors { get; set; } = new();
    private SubmissionReceipt? Receipt { get; set; }
    private IReadOnlyList<Choice> Departments { get; set; } = [];
    private int FirstNewRow { get; set; }

    private static IReadOnlyList<Choice> Channels => [.. ChannelCodes.Select(code => new Choice(code, Say.Channel(code)))];

    private static IReadOnlyList<Choice> Kinds =>
        [.. Say.Kinds.Select(code => new Choice(code, Say.Kind(code)))];

    /// <summary>The next letter of the same pile: same way in, same day, same office.</summary>
    private string NextAddress =>
        $"/tiep-nhan?channel={Uri.EscapeDataString(Letter!.Channel ?? "")}&receivedOn={Uri.EscapeDataString(Letter.ReceivedOn ?? "")}"
        + $"&receivedBy={Uri.EscapeDataString(Letter.ReceivedBy ?? "")}";

    protected override bool MayEnter(StaffMember member) => member.ReceivesLetters;

    protected override async Task LoadAsync()
    {
        if (await AskAsync(Intake.DepartmentsAsync()) is not { } departments) return;
        Departments = LetterDepartments.Choices(departments.Where(department => Me.HoldsAnyIn(department.Code, "reception", "clerk")));

        Letter ??= FromPile(Http.Request.Query);
        Letter.Key ??= Guid.NewGuid().ToString("N");
        if (string.IsNullOrEmpty(Letter.ReceivedBy) && Departments.Count > 0) Letter.ReceivedBy = Departments[0].Value;
        FirstNewRow = Letter.Submitters.Count;
        Letter.ShowRows(RowsAtFirst);
    }

    private LetterForm FromPile(IQueryCollection pile) => new()
    {
        Channel = ChannelCodes.Contains(pile["channel"].ToString()) ? pile["channel"].ToString() : ChannelCodes[0],
        ReceivedOn = LegalDay.Typed(LegalDay.Parse(pile["receivedOn"]) ?? Day.Today),
        ReceivedBy = pile["receivedBy"],
    };

    private async Task SaveAsync()
    {
        if (Letter!.WantsMoreRows)
        {
            Letter.ShowRows(Math.Max(Letter.Submitters.Count + RowsAtFirst, AskedRows));
            return;
        }

        Errors = Letter.Check(atCounter: true);
        if (Errors.Any)
        {
            Failed(Errors, null);
            return;
        }

        var answer = await Intake.SubmitAsync(Letter.ToRequest(atCounter: true), Letter.Key!);
        Receipt = answer.Value;
        if (answer.Problem is not { } problem) return;
        if (problem.Code == "request.idempotency-reused") Letter.Key = Guid.NewGuid().ToString("N");
        Failed(Errors, problem);
    }

    private int AskedRows => int.TryParse(Letter!.Rows, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) ? rows : 0;
}
