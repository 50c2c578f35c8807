using System.ComponentModel.DataAnnotations;

namespace Gateway.Proxy;

/// <summary>How patient the front door is with the services behind it.</summary>
public sealed class ProxyOptions
{
    public const string Section = "DonThu:Proxy";

    /// <summary>How often every instance of a service is asked whether it is ready.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:05:00")]
    public TimeSpan ProbeEvery { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long an instance may take to say so.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan ProbePatience { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>After so many failed looks in a row an instance gets no more requests, until one look succeeds.</summary>
    [Range(1, 100)]
    public int ProbeFailures { get; set; } = 3;

    /// <summary>For how long an instance to which a connection failed is passed over, when there is another.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan PassOverFor { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a connection may take to be made.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan ConnectWithin { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a request may take. A route may say otherwise, in <c>routes.json</c>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan AnswerWithin { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>After which time a caller is told to come back to a service that does not answer.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ComeBackAfter { get; set; } = TimeSpan.FromSeconds(10);
}
