using System.ComponentModel.DataAnnotations;

namespace Portal;

/// <summary>Where the pages find the API. The host sets it.</summary>
public sealed class PortalOptions
{
    /// <summary>The address the API answers at, ending with <c>/api/v1/</c>. Asked anew for every request: a host may learn its port late.</summary>
    [Required]
    public Func<Uri>? ApiBaseAddress { get; set; }

    /// <summary>What the host adds to each call of a page. The host sets it.</summary>
    public Action<HttpRequestMessage>? Prepare { get; set; }

    /// <summary>How long a page waits for an answer before it tells the reader that the service does not answer.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(20);
}
