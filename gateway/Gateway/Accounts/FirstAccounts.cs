using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Shared.Departments;
using Shared.Hosting;
using Shared.Messaging;

namespace Gateway.Accounts;

/// <summary>How the first account outside development is made.</summary>
internal sealed class FirstAccountsOptions
{
    public const string Section = "DonThu:FirstAccounts";

    /// <summary>
    /// One-time password of the first administrator, from a secret store: for a gateway of several instances, or one whose files nobody
    /// can look at. Empty: one is made and written to the data directory.
    /// </summary>
    public string? AdministratorPassword { get; set; }
}

/// <summary>
/// The accounts an installation begins with. In development: one person per role and department, and a second officer to hand work over
/// to, their passwords in <c>demo-users.json</c>. Elsewhere: one administrator with a one-time password, the one given or a new one in
/// <c>first-administrator.json</c>.
/// </summary>
internal sealed partial class FirstAccounts(
    UserManager<Account> accounts, DepartmentDirectory directory, DataDirectory data, IHostEnvironment environment,
    IOptions<FirstAccountsOptions> options, ILogger<FirstAccounts> logger)
{
    public const string DemoFile = "demo-users.json";
    public const string AdministratorFile = "first-administrator.json";

    private static readonly JsonSerializerOptions Readable = new(WireJson.Options) { WriteIndented = true };
    private static readonly string[] DepartmentRoles = [Roles.Reception, Roles.Clerk, Roles.Officer, Roles.Head];
    private static readonly string[] ProvinceRoles = [Roles.Inspector, Roles.ProcedureAdmin, Roles.SystemAdmin];

    internal sealed record Entry(string UserName, string Password, string Name, string Role, string Department);

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (environment.IsDevelopment()) await EnsureDemonstrationAsync();
        else if (!await accounts.Users.AnyAsync(cancellationToken)) await CreateAdministratorAsync();
    }

    private async Task EnsureDemonstrationAsync()
    {
        var file = data.File(DemoFile);
        var known = File.Exists(file)
            ? JsonSerializer.Deserialize<List<Entry>>(await File.ReadAllTextAsync(file), WireJson.Options)!
            : [];
        var wanted = directory.All.SelectMany(department => DepartmentRoles.Select(role => (role, department.Code, department.Name.Vi, Number: "")))
            .Concat(directory.All.Select(department => (role: Roles.Officer, department.Code, department.Name.Vi, Number: "-2")))
            .Concat(ProvinceRoles.Select(role => (role, Grant.Everywhere, "toàn tỉnh", Number: "")))
            .ToList();
        foreach (var (role, department, name, number) in wanted)
        {
            var userName = department == Grant.Everywhere ? role : $"{role}{number}.{department}";
            var entry = known.FirstOrDefault(candidate => candidate.UserName == userName);
            if (entry is not null && await accounts.FindByNameAsync(userName) is not null) continue;

            known.RemoveAll(candidate => candidate.UserName == userName);
            entry = new Entry(userName, entry?.Password ?? NewPassword(), $"{TitleOf(role)}{number.Replace('-', ' ')} – {name}", role, department);
            known.Add(entry);

            // The file is written before the account: a password must never be lost between the two.
            data.WritePrivate(DemoFile, JsonSerializer.SerializeToUtf8Bytes(known, Readable));
            if (await accounts.FindByNameAsync(userName) is { } stale) Require(await accounts.DeleteAsync(stale));
            await CreateAsync(entry, mustChangePassword: false);
        }

        DemonstrationReady(known.Count, file);
    }

    private async Task CreateAdministratorAsync()
    {
        var given = options.Value.AdministratorPassword?.Trim();
        var entry = new Entry("administrator", string.IsNullOrEmpty(given) ? NewPassword() : given, "Quản trị hệ thống", Roles.SystemAdmin, Grant.Everywhere);
        if (string.IsNullOrEmpty(given)) data.WritePrivate(AdministratorFile, JsonSerializer.SerializeToUtf8Bytes(entry, WireJson.Options));
        await CreateAsync(entry, mustChangePassword: true);
        if (string.IsNullOrEmpty(given)) AdministratorReady(data.File(AdministratorFile));
        else GivenAdministratorReady();
    }

    private async Task CreateAsync(Entry entry, bool mustChangePassword)
    {
        var account = new Account { UserName = entry.UserName, DisplayName = entry.Name, MustChangePassword = mustChangePassword };
        Require(await accounts.CreateAsync(account, entry.Password));
        Require(await accounts.AddClaimAsync(account, new Claim(Grant.ClaimType, new Grant(entry.Role, entry.Department).ToString())));
    }

    private static string TitleOf(string role) => role switch
    {
        Roles.Reception => "Cán bộ tiếp dân",
        Roles.Clerk => "Cán bộ xử lý đơn",
        Roles.Officer => "Cán bộ xác minh",
        Roles.Head => "Người đứng đầu",
        Roles.Inspector => "Thanh tra",
        Roles.ProcedureAdmin => "Quản trị quy trình",
        _ => "Quản trị hệ thống",
    };

    private static string NewPassword() => RandomNumberGenerator.GetString("23456789ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz", 16);

    private static void Require(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new InvalidOperationException("An account could not be stored: " + string.Join(", ", result.Errors.Select(error => error.Code)));
    }

    [LoggerMessage(5001, LogLevel.Information, "{Count} demonstration accounts are ready; names and passwords are in {File}.")]
    private partial void DemonstrationReady(int count, string file);

    [LoggerMessage(5003, LogLevel.Warning, "A first administrator was created with the one-time password that was given.")]
    private partial void GivenAdministratorReady();

    [LoggerMessage(5002, LogLevel.Warning, "A first administrator was created; the one-time password is in {File}.")]
    private partial void AdministratorReady(string file);
}
