using Shared.Hosting;
using Yarp.ReverseProxy.Model;

namespace Gateway.Proxy;

/// <summary>
/// Sends a request to the Resolution that serves its department. The route says, in <c>routes.json</c>, where the department is named: in the
/// path, at the beginning of the task's id (services/decisions/0002), or nowhere, so that it is asked of all the caller works for.
/// </summary>
internal sealed class DepartmentRouting(Resolutions resolutions, MergedTasks tasks, ProxyFailures failures)
{
    private const string Named = "Department";

    public async Task InvokeAsync(HttpContext http, Func<Task> next)
    {
        switch (http.GetReverseProxyFeature().Route.Config.Metadata?.GetValueOrDefault(Named))
        {
            case "in-path":
                await SendAsync(http, http.GetRouteValue("code") as string, next);
                break;
            case "in-task":
                await SendAsync(http, DepartmentOf(http.GetRouteValue("id") as string), next);
                break;
            case "of-caller" when http.User.UserId() is not null:
                var served = resolutions.Of(http.User.DepartmentsAs());
                if (served.Count == 1 && !MergedTasks.IsFurtherPage(http.Request)) http.SendTo(served[0].Cluster);
                if (served.Count <= 1 && !MergedTasks.IsFurtherPage(http.Request)) await next();
                else await tasks.AnswerAsync(http, served);
                break;
            default:
                await next();
                break;
        }
    }

    private async Task SendAsync(HttpContext http, string? department, Func<Task> next)
    {
        if (department is not null)
        {
            http.Features.Set(new AskedDepartment(department));
            if (resolutions.Of(department) is not { } cluster)
            {
                await failures.AnswerAsync(http, StatusCodes.Status503ServiceUnavailable);
                return;
            }

            http.SendTo(cluster);
        }

        await next();
    }

    private static string? DepartmentOf(string? task) => task?.LastIndexOf('.') is > 0 and var dot ? task[..dot] : null;
}

/// <summary>The department a request is for, when it names one.</summary>
internal sealed record AskedDepartment(string Code);
