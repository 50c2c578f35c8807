using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Checker;

namespace Support;

/// <summary>
/// Clients who register, classify and complete, and who ask again with the same key until they are answered. What they were answered
/// is kept as promises for whoever checks it later.
/// </summary>
public sealed class Load : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly HttpClient client;
    private readonly Staff[] departments;
    private readonly int seed;
    private readonly TimeSpan patience;
    private readonly ConcurrentQueue<Promise> promises = new();
    private readonly ConcurrentQueue<Attempt> attempts = new();

    /// <param name="departments">Whose people work; each client works for one of them.</param>
    /// <param name="seed">What the clients do follows from it; when they do it does not.</param>
    /// <param name="patience">After asking in vain for so long a client gives up, which ends the run.</param>
    public Load(Uri address, DemonstrationUsers users, IReadOnlyList<string> departments, int seed, TimeSpan patience)
    {
        client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(15) };
        this.departments = [.. departments.Select(department => new Staff(client, users, department))];
        (this.seed, this.patience) = (seed, patience);
    }

    public IReadOnlyCollection<Promise> Promises => promises;

    /// <summary>Every request with its answer, or null when there was none.</summary>
    public IReadOnlyCollection<Attempt> Attempts => attempts;

    /// <summary>Lets so many clients work until they are told to stop; each ends what it has begun.</summary>
    public Task RunAsync(int clients, CancellationToken stop, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, clients).Select(number => WorkAsync(number, stop, cancellationToken)));

    public void Dispose() => client.Dispose();

    private async Task WorkAsync(int number, CancellationToken stop, CancellationToken cancellationToken)
    {
        var random = new Random(seed + number);
        var staff = departments[number % departments.Length];
        var letters = new List<Letter>();
        for (var turn = 0; !stop.IsCancellationRequested; turn++)
        {
            var letter = letters.Count == 0 || random.Next(100) < 35 ? null : letters[random.Next(letters.Count)];
            if (letter is null) letters.Add(await RegisterAsync(staff, $"Đơn thử {seed}-{number}-{turn}", cancellationToken));
            else if (!letter.Classified) await ClassifyAsync(staff, letter, cancellationToken);
            else if (letter.CaseId is null) await FindAsync(staff, letter, cancellationToken);
            else await CompleteAsync(staff, letter, cancellationToken);
            letters.RemoveAll(done => done.Step == Staff.Steps.Count);
        }
    }

    private async Task<Letter> RegisterAsync(Staff staff, string subject, CancellationToken cancellationToken)
    {
        var key = Guid.NewGuid().ToString();
        var answer = await InsistAsync(Promise.Registered, staff, token => staff.RegisterAsync(subject, key, token), cancellationToken);
        var id = answer.GetProperty("id").GetGuid();
        var deadline = answer.GetProperty("deadline");
        promises.Enqueue(new Promise(Promise.Registered, id, TimeProvider.System.GetUtcNow(),
            Reference: answer.GetProperty("reference").GetString(), TrackingKey: answer.GetProperty("trackingKey").GetString(), Subject: subject,
            Limit: deadline.GetProperty("code").GetString(), DueOn: deadline.GetProperty("dueOn").GetString()));
        return new Letter(id);
    }

    private async Task ClassifyAsync(Staff staff, Letter letter, CancellationToken cancellationToken)
    {
        var key = Guid.NewGuid().ToString();
        await InsistAsync(Promise.Classified, staff, token => staff.ClassifyAsync(letter.Id, key, token), cancellationToken);
        promises.Enqueue(new Promise(Promise.Classified, letter.Id, TimeProvider.System.GetUtcNow(), Department: staff.Department));
        letter.Classified = true;
    }

    /// <summary>Looks for the case; it opens when its department hears of it, which may take a while.</summary>
    private async Task FindAsync(Staff staff, Letter letter, CancellationToken cancellationToken)
    {
        for (string? after = null; letter.CaseId is null;)
        {
            var from = after;
            var page = await InsistAsync("cases", staff, token => staff.CasesAsync(from, token), cancellationToken);
            letter.CaseId = page.GetProperty("items").EnumerateArray().Where(item => item.GetProperty("submissionId").GetGuid() == letter.Id)
                .Select(item => item.GetProperty("id").GetString()).SingleOrDefault();
            after = page.GetProperty("next").GetString();
            if (after is null) break;
        }

        if (letter.CaseId is null) await Task.Delay(Pause, cancellationToken);
    }

    private async Task CompleteAsync(Staff staff, Letter letter, CancellationToken cancellationToken)
    {
        var step = Staff.Steps[letter.Step];
        var found = await InsistAsync("case", staff, token => staff.CaseAsync(letter.CaseId!, token), cancellationToken);
        var task = Staff.OpenTask(found, step)
            ?? throw new InvalidOperationException($"Case {letter.CaseId} of {letter.Id} has no open task {step.Activity}: it is stuck.");
        var key = Guid.NewGuid().ToString();
        await InsistAsync(Promise.Completed, staff, token => staff.CompleteAsync(step, task, key, token), cancellationToken);
        promises.Enqueue(new Promise(Promise.Completed, letter.Id, TimeProvider.System.GetUtcNow(), Task: task, Outcome: step.Outcome));
        letter.Step++;
    }

    /// <summary>Asks until it is answered. Only what says “not now” is asked again; anything else is a fault of the installation.</summary>
    private async Task<JsonElement> InsistAsync(
        string act, Staff staff, Func<CancellationToken, Task<HttpResponseMessage>> ask, CancellationToken cancellationToken)
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            var started = Stopwatch.GetTimestamp();
            var at = TimeProvider.System.GetUtcNow();
            string last;
            try
            {
                using var answer = await ask(cancellationToken);
                attempts.Enqueue(new Attempt(act, staff.Department, at, Stopwatch.GetElapsedTime(started), answer.StatusCode));
                if (answer.IsSuccessStatusCode) return await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
                last = $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellationToken)}";
                if (!IsPassing(act, answer.StatusCode, last)) throw new InvalidOperationException($"{act} was answered {last}");
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested
                && failure is HttpRequestException or IOException or TaskCanceledException)
            {
                attempts.Enqueue(new Attempt(act, staff.Department, at, Stopwatch.GetElapsedTime(started), null));
                last = failure.GetType().Name;
            }

            var waited = Stopwatch.GetElapsedTime(since);
            if (waited > patience)
                throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"{act} in {staff.Department} was asked for {waited.TotalSeconds:0} s in vain; the last answer: {last}"));
            await Task.Delay(Pause, cancellationToken);
        }
    }

    /// <summary>
    /// Whether an answer passes by itself: a process that is away, a race, a service that has not heard of the submission yet, or one
    /// that began while the issuer was away and does not know its key yet.
    /// </summary>
    private static bool IsPassing(string act, HttpStatusCode status, string answer) =>
        (int)status >= 500
        || status is HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests
        || (status == HttpStatusCode.NotFound && act == Promise.Classified)
        || (status == HttpStatusCode.Conflict && answer.Contains("request.concurrent-change", StringComparison.Ordinal));

    private sealed class Letter(Guid id)
    {
        public Guid Id { get; } = id;
        public bool Classified { get; set; }
        public string? CaseId { get; set; }
        public int Step { get; set; }
    }
}

/// <summary>One request of a client.</summary>
/// <param name="Status">Null when no answer came.</param>
public sealed record Attempt(string Act, string Department, DateTimeOffset At, TimeSpan Took, HttpStatusCode? Status);
