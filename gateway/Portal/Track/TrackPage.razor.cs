using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Portal.Clients;
using Portal.Components;
using Portal.Errors;

namespace Portal.Track;

public partial class TrackPage
{
    [CascadingParameter] public HttpContext Http { get; set; } = null!;
    [Inject] internal IntakeClient Intake { get; set; } = null!;
    [SupplyParameterFromForm(FormName = "track")] public TrackForm? Track { get; set; }
    [SupplyParameterFromForm(FormName = "withdraw")] public WithdrawForm? Withdrawal { get; set; }

    private FormErrors Errors { get; set; } = new();
    private Tracking? Found { get; set; }
    private string? Done { get; set; }
    private bool CannotWithdraw { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var withdrawing = Withdrawal is { Reference.Length: > 0, Key.Length: > 0 };
        Track ??= new TrackForm { Reference = Withdrawal?.Reference, Key = Withdrawal?.Key };
        Withdrawal ??= new WithdrawForm();
        // The form for withdrawing stands on the opened letter, so that has to be there before the form can be taken.
        if (!withdrawing) return;
        await LookAsync();
        CannotWithdraw = Found is null;
    }

    private async Task OpenAsync()
    {
        Errors = Track!.Check();
        if (Errors.Any) Http.AnswerWith(StatusCodes.Status422UnprocessableEntity);
        else await LookAsync();
    }

    private async Task WithdrawAsync()
    {
        Errors = Withdrawal!.Check();
        if (Errors.Any)
        {
            Http.AnswerWith(StatusCodes.Status422UnprocessableEntity);
            return;
        }

        var answer = await Intake.WithdrawAsync(Track!.Reference!.Trim(), Track.Key!.Trim(), Withdrawal.Text!.Trim());
        if (answer.Problem is { } problem)
        {
            Errors.Take(problem, "withdraw-");
            Http.AnswerWith(problem.Status);
            return;
        }

        Done = Texts.WithdrawDone;
        Withdrawal = new WithdrawForm();
        await LookAsync();
    }

    private async Task LookAsync()
    {
        var answer = await Intake.TrackAsync(Track!.Reference!.Trim(), Track.Key!.Trim());
        Found = answer.Value ?? Found;
        if (answer.Problem is not { } problem) return;

        // Wrong key and unknown reference are the same answer: the page may not tell them apart either.
        if (problem.IsNotFound) Errors.Add("reference", Texts.ErrorTrackNotFound);
        else Errors.Take(problem);
        Http.AnswerWith(problem.Status);
    }

    private static string TextOf(JsonElement message) =>
        message.ValueKind == JsonValueKind.Object && message.TryGetProperty("text", out var text) ? text.ToString() : message.ToString();
}
