using System.Net.Http.Headers;
using Gateway.FrontDoor;
using Microsoft.Extensions.Options;
using Shared.Hosting;
using Yarp.ReverseProxy.Model;

namespace Gateway.Proxy;

/// <summary>What the front door asks of a service itself, as the caller, to put several answers into one.</summary>
internal sealed class ServiceCalls(IOptions<ProxyOptions> options)
{
    /// <summary>The answer of an instance that can be reached; null when none answered in time. Only for requests that read.</summary>
    public async Task<HttpResponseMessage?> GetAsync(HttpContext caller, ClusterState cluster, string pathAndQuery)
    {
        var instances = cluster.DestinationsState.AvailableDestinations;
        if (instances.Count == 0) return null;
        var first = Random.Shared.Next(instances.Count);
        return await GetAsync(caller, cluster, instances[first], pathAndQuery, options.Value.AnswerWithin)
            ?? (instances.Count == 1 ? null
                : await GetAsync(caller, cluster, instances[(first + 1) % instances.Count], pathAndQuery, options.Value.AnswerWithin));
    }

    public static async Task<HttpResponseMessage?> GetAsync(
        HttpContext caller, ClusterState cluster, DestinationState instance, string pathAndQuery, TimeSpan patience)
    {
        using var request = RequestFor(caller, instance.Model.Config.Address, pathAndQuery);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(caller.RequestAborted);
        limited.CancelAfter(patience);
        try
        {
            var answer = await cluster.Model.HttpClient.SendAsync(request, limited.Token);
            await answer.Content.LoadIntoBufferAsync(limited.Token);
            return answer;
        }
        catch (HttpRequestException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!caller.RequestAborted.IsCancellationRequested)
        {
            return null;
        }
    }

    private static HttpRequestMessage RequestFor(HttpContext caller, string address, string pathAndQuery)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address.TrimEnd('/') + pathAndQuery));
        if (AuthenticationHeaderValue.TryParse(caller.Request.Headers.Authorization, out var authorization)) request.Headers.Authorization = authorization;
        request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue(Language.Current));
        request.Headers.TryAddWithoutValidation(RequestIdentity.Header, caller.TraceIdentifier);
        return request;
    }
}
