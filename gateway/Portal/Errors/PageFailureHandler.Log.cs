using Microsoft.Extensions.Logging;

namespace Portal.Errors;

internal sealed partial class PageFailureHandler
{
    [LoggerMessage(5001, LogLevel.Error, "Page {Page} failed on {Method} with {Cause} at {Frames}.")]
    private partial void PageFailed(string page, string method, string cause, string frames);
}
