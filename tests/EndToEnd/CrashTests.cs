using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Support;
using Xunit;

namespace EndToEnd;

/// <summary>What was answered is kept, whatever happens to the process.</summary>
[Collection("one at a time")]
public sealed class CrashTests
{
    [Fact]
    public async Task Registrations_HostKilledInTheMiddle_EveryAnsweredOneIsThereOnceWithItsDeadline()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var host = await RunningHost.StartAsync(cancellationToken);
        var answered = new ConcurrentBag<JsonElement>();
        var twentieth = new TaskCompletionSource();

        var registrations = Parallel.ForEachAsync(Enumerable.Range(1, 50),
            new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken }, async (number, token) =>
            {
                try
                {
                    using var answer = await host.Client.PostAsJsonAsync("/api/v1/submissions", Letter(number), token);
                    Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
                    answered.Add(await answer.Content.ReadFromJsonAsync<JsonElement>(token));
                }
                catch (HttpRequestException)
                {
                    // The host is dead: this one was not answered, so nothing was promised.
                }

                if (answered.Count >= 20) twentieth.TrySetResult();
            });
        await twentieth.Task.WaitAsync(TimeSpan.FromSeconds(60), cancellationToken);
        await host.KillAsync();
        await registrations;
        await host.RestartAsync(cancellationToken);

        Assert.InRange(answered.Count, 20, 49);
        using var clerk = await host.SignInAsync("clerk.so-khcn", cancellationToken);
        foreach (var receipt in answered)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/tracking/{receipt.GetProperty("reference").GetString()}");
            request.Headers.Add("X-Tracking-Key", receipt.GetProperty("trackingKey").GetString());
            using var tracked = await host.Client.SendAsync(request, cancellationToken);
            Assert.Equal(HttpStatusCode.OK, tracked.StatusCode);
            var deadlines = (await tracked.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("deadlines");
            var deadline = Assert.Single(deadlines.EnumerateArray());
            Assert.Equal(receipt.GetProperty("deadline").GetProperty("dueOn").GetString(), deadline.GetProperty("dueOn").GetString());

            var id = receipt.GetProperty("id").GetString();
            await Poll.UntilAsync(
                async () => (await clerk.GetAsync(new Uri($"/api/v1/submissions/{id}/competence", UriKind.Relative), cancellationToken)).IsSuccessStatusCode,
                $"submission {id} to be routed", cancellationToken);
        }

        using var inspector = await host.SignInAsync("inspector", cancellationToken);
        await Poll.UntilAsync(async () =>
        {
            var overview = await inspector.GetFromJsonAsync<JsonElement>("/api/v1/oversight/overview", cancellationToken);
            var total = overview.GetProperty("submissions").GetProperty("total").GetInt32();
            Assert.True(total <= 50, $"{total} submissions are counted, more than were sent");
            return total >= answered.Count && overview.GetProperty("deadlines").GetProperty("running").GetInt32() == total;
        }, "Oversight to count every registration with its deadline", cancellationToken);
    }

    private static object Letter(int number) => new
    {
        kind = "petition",
        subject = $"Kiến nghị số {number}",
        content = "Đề nghị Sở kiểm tra cân tại chợ trung tâm.",
        submitters = new[] { new { name = "Người gửi thử nghiệm", address = "xã Gò Mây", phone = "0900000000" } },
        territory = "xã Gò Mây",
    };
}
