using Portal.Clients;

namespace Portal.Components;

/// <summary>A problem in words: what happened, and what the reader can do.</summary>
public static class ProblemWords
{
    public static string What(ApiProblem problem) => problem.Code switch
    {
        ApiProblem.Unavailable => Texts.ProblemUnavailable,
        _ when problem.IsSignInNeeded => Texts.ProblemSignIn,
        _ => string.IsNullOrWhiteSpace(problem.Title) ? Texts.ProblemGeneral : problem.Title,
    };

    public static string Do(ApiProblem problem) => problem switch
    {
        { IsSignInNeeded: true } => Texts.DoSignIn,
        { IsDenied: true } => Texts.DoAskForAccess,
        { Code: "request.idempotency-reused" } => Texts.DoSentAlready,
        { Status: 409 } => Texts.DoReload,
        { Status: 429 } or { Status: >= 500 } => Texts.DoWait,
        { Errors.Count: > 0 } => "",
        _ => Texts.DoCorrect,
    };
}
