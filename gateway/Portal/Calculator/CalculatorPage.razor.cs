using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Portal.Access;
using Portal.Clients;
using Portal.Components;
using Portal.Errors;

namespace Portal.Calculator;

/// <summary>The statutory calculator. Everything it shows was counted by the service; a question is an address, so that it can be kept.</summary>
public partial class CalculatorPage
{
    [CascadingParameter] public HttpContext Http { get; set; } = null!;
    [Inject] internal CatalogueClient Catalogue { get; set; } = null!;
    [SupplyParameterFromQuery(Name = "procedure")] public string? Procedure { get; set; }
    [SupplyParameterFromQuery(Name = "q")] public string? Query { get; set; }
    [SupplyParameterFromQuery(Name = "code")] public string? Code { get; set; }
    [SupplyParameterFromQuery(Name = "startsOn")] public string? StartsOn { get; set; }
    [SupplyParameterFromQuery(Name = "extended")] public bool Extended { get; set; }
    [SupplyParameterFromQuery(Name = "extendedBy")] public string? ExtendedBy { get; set; }
    [SupplyParameterFromQuery(Name = "from")] public string[]? FromDays { get; set; }
    [SupplyParameterFromQuery(Name = "to")] public string[]? ToDays { get; set; }

    private FormErrors Errors { get; } = new();
    private IReadOnlyList<Choice> Procedures { get; set; } = [];
    private IReadOnlyList<LimitLine> Found { get; set; } = [];
    private LimitLine? Chosen { get; set; }
    private Calculated? Result { get; set; }

    private string[] From => FromDays ?? [];
    private string[] To => ToDays ?? [];

    /// <summary>One row more than is filled in, so that there is always room.</summary>
    private int Rows => Math.Clamp(From.Count(day => day.Length > 0) + 1, 2, 10);

    protected override async Task OnInitializedAsync()
    {
        var on = LegalDay.Parse(StartsOn) is { } day ? LegalDay.Machine(day) : null;
        var all = await Catalogue.LimitsAsync(on, null, null);
        if (all.Problem is { } problem)
        {
            Fail(problem);
            return;
        }

        var limits = all.Value!.Items;
        Procedures = [.. limits.Select(limit => limit.Procedure).OfType<LimitProcedure>().DistinctBy(procedure => procedure.Id)
            .OrderBy(procedure => procedure.Name, StringComparer.CurrentCulture).Select(procedure => new Choice(procedure.Id, procedure.Name))];
        if (Procedures.All(known => known.Value != Procedure)) Procedure = null;
        var asked = string.IsNullOrWhiteSpace(Query) && Procedure is null ? all : await Catalogue.LimitsAsync(on, FormText.OrNull(Query), Procedure);
        Found = [.. (asked.Value?.Items ?? limits).Where(limit => limit.Calculable)];
        Chosen = limits.FirstOrDefault(limit => limit.Code == Code);
        // The chosen one stays in the list, whatever was looked for since.
        if (Chosen is not null && Found.All(limit => limit.Code != Code)) Found = [Chosen, .. Found];
        // The form that looks for a limit names none.
        if (!Http.Request.Query.ContainsKey("code")) return;

        Errors.Require("code", Code, Texts.ErrorLimit);
        if (on is null) Errors.Add("starts-on", Texts.ErrorStartDay);
        if (Errors.Any) Http.AnswerWith(StatusCodes.Status422UnprocessableEntity);
        else await CalculateAsync(on!);
    }

    private async Task CalculateAsync(string on)
    {
        var suspensions = From.Zip(To.Concat(Enumerable.Repeat("", From.Length)))
            .Where(pair => pair.First.Length > 0 || pair.Second.Length > 0)
            .Select(pair => new SuspensionAsked(FormText.OrNull(pair.First), FormText.OrNull(pair.Second))).ToList();
        if (suspensions.Exists(suspension => LegalDay.Parse(suspension.From) is null || (suspension.To is not null && LegalDay.Parse(suspension.To) is null)))
        {
            Errors.Add("suspensions-0-from", Texts.ErrorSuspensionDays);
            Http.AnswerWith(StatusCodes.Status422UnprocessableEntity);
            return;
        }

        var answer = await Catalogue.CalculateAsync(new CalculationRequest(
            Code!.Trim(), on, Extended ? true : null, Extended ? FormText.OrNull(ExtendedBy) : null, suspensions));
        Result = answer.Value;
        if (answer.Problem is { } problem) Fail(problem);
    }

    private void Fail(ApiProblem problem)
    {
        Errors.Take(problem);
        Http.AnswerWith(problem.Status);
    }

    /// <summary>A question need not be about anybody's duty: a day that has passed is not yet overdue.</summary>
    private static string Distance(Calculated result) => result.DaysLeft < 0
        ? Say.With(Texts.PassedDays, -result.DaysLeft)
        : Say.Distance(result.DueOn, result.AsOf);

    private static string At(string[] days, int index) => index < days.Length ? days[index] : "";
}
