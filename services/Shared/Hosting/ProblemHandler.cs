using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Shared.Hosting;

/// <summary>Turns everything that went wrong into one kind of answer: RFC 9457, a stable type, a trace id, the caller's language.</summary>
internal sealed partial class ProblemHandler(IProblemDetailsService problems, ILogger<ProblemHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && context.RequestAborted.IsCancellationRequested) return true;

        var problem = exception switch
        {
            RuleViolation violation => Of(violation),
            BadHttpRequestException bad => Of(bad.StatusCode, bad.StatusCode == 413 ? "request.too-large" : "request.malformed"),
            DbUpdateConcurrencyException => Of(409, "request.concurrent-change"),
            _ => Of(500, "server.error"),
        };
        if (problem.Status == 500)
            RequestFailed(context.Request.Method, context.GetEndpoint()?.DisplayName ?? "?", exception.GetType().FullName!, Frames(exception));

        context.Response.StatusCode = problem.Status ?? 500;
        return await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = problem });
    }

    private static ProblemDetails Of(RuleViolation violation)
    {
        var problem = Of(violation.Status, violation.Rule);
        if (violation.LegalBasis is not null) problem.Extensions["legalBasis"] = violation.LegalBasis;
        foreach (var (name, value) in violation.Details) problem.Extensions[name] = value;
        return problem;
    }

    private static ProblemDetails Of(int status, string code) => new() { Status = status, Type = ProblemDefaults.TypeOf(code) };

    /// <summary>Where it happened, without the exception's text: that may quote a letter.</summary>
    private static string Frames(Exception exception) =>
        string.Join(" < ", new StackTrace(exception).GetFrames().Take(6)
            .Select(frame => $"{frame.GetMethod()?.DeclaringType?.Name}.{frame.GetMethod()?.Name}"));

    [LoggerMessage(9201, LogLevel.Error, "{Method} {Endpoint} failed with {Cause} at {Frames}.")]
    private partial void RequestFailed(string method, string endpoint, string cause, string frames);
}

internal static class ProblemDefaults
{
    private const string Prefix = "urn:donthu:problem:";

    public static string TypeOf(string code) => Prefix + code;

    /// <summary>Completes a problem: its text in the caller's language, its trace id.</summary>
    public static void Complete(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        var texts = context.HttpContext.RequestServices.GetRequiredService<ProblemTexts>();
        var code = problem.Type?.StartsWith(Prefix, StringComparison.Ordinal) == true
            ? problem.Type[Prefix.Length..]
            : problem is HttpValidationProblemDetails ? "request.invalid" : CodeFor(problem.Status ?? context.HttpContext.Response.StatusCode);
        problem.Type = TypeOf(code);
        problem.Title = texts.Find(code) ?? problem.Title ?? code;
        if (problem is HttpValidationProblemDetails validation)
        {
            foreach (var (field, errors) in validation.Errors.ToList())
                validation.Errors[field] = [.. errors.Select(error => texts.Find(error) ?? error)];
        }

        // The developer page would add the exception, and an exception may quote a letter.
        if (problem.Status >= 500)
        {
            problem.Detail = null;
            problem.Extensions.Remove("exception");
        }

        problem.Extensions["traceId"] = Activity.Current?.TraceId.ToString() ?? context.HttpContext.TraceIdentifier;
    }

    private static string CodeFor(int status) => status switch
    {
        400 => "request.malformed",
        401 => "access.sign-in",
        403 => "access.denied",
        404 => "request.not-found",
        405 => "request.method",
        409 => "request.conflict",
        413 => "request.too-large",
        415 => "request.media-type",
        429 => "request.too-many",
        502 or 503 or 504 => "server.unavailable",
        _ => status < 500 ? "request.malformed" : "server.error",
    };
}
