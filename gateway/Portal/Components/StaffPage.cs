using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Portal.Access;
using Portal.Clients;
using Portal.Errors;

namespace Portal.Components;

/// <summary>What pages for staff share: who is there, and what to do when the API refuses to show something.</summary>
public abstract class StaffPage : ComponentBase
{
    [CascadingParameter] public HttpContext Http { get; set; } = null!;
    [Inject] internal SignedIn SignedIn { get; set; } = null!;
    [Inject] public IColleagues Colleagues { get; set; } = null!;
    [Inject] public NavigationManager Navigation { get; set; } = null!;

    protected StaffMember Me { get; private set; } = null!;

    /// <summary>Why the page cannot be shown at all.</summary>
    protected ApiProblem? Refusal { get; private set; }

    protected sealed override async Task OnInitializedAsync()
    {
        if (await SignedIn.FindAsync() is not { } member)
        {
            GoToSignIn();
            return;
        }

        Me = member;
        if (!MayEnter(member)) Refuse(new ApiProblem(StatusCodes.Status403Forbidden, "access.denied", Texts.AccessDenied, null, null));
        else await LoadAsync();
    }

    protected abstract bool MayEnter(StaffMember member);

    protected abstract Task LoadAsync();

    /// <summary>The value asked for; or null, and then the page is refused or on its way to the sign-in.</summary>
    protected async Task<T?> AskAsync<T>(Task<Answer<T>> call) where T : class
    {
        var answer = await call;
        // A form just sent keeps its text: there the sign-in is offered beside it, not instead of it.
        if (answer.Problem is { IsSignInNeeded: true } && HttpMethods.IsGet(Http.Request.Method)) GoToSignIn();
        else if (answer.Problem is { } problem) Refuse(problem);
        return answer.Value;
    }

    /// <summary>After a form did its work: the same page anew, so that reloading it does not send the form again.</summary>
    protected void GoOn(string path, string done) => Navigation.NavigateTo($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}done={done}");

    protected void Failed(FormErrors errors, ApiProblem? problem, string prefix = "")
    {
        if (problem is not null) errors.Take(problem, prefix);
        Http.AnswerWith(problem?.Status ?? StatusCodes.Status422UnprocessableEntity);
    }

    private void Refuse(ApiProblem problem)
    {
        Refusal = problem;
        Http.AnswerWith(problem.Status);
    }

    private void GoToSignIn() =>
        Navigation.NavigateTo($"/dang-nhap?returnUrl={Uri.EscapeDataString(Http.Request.Path + Http.Request.QueryString)}");
}
