using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Resolution.Persistence.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class PeopleAndIncidents : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Candidate",
                table: "OfficerTasks",
                type: "nvarchar(120)",
                maxLength: 120,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "CandidateName",
                table: "OfficerTasks",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "DueEscalatedAt",
                table: "OfficerTasks",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "InsteadOf",
                table: "OfficerTasks",
                type: "nvarchar(120)",
                maxLength: 120,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "LeasedBy",
                table: "OfficerTasks",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "LeasedUntil",
                table: "OfficerTasks",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "TargetOn",
                table: "OfficerTasks",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "UntakenEscalatedAt",
                table: "OfficerTasks",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "UntakenSince",
                table: "OfficerTasks",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "UnwarnedDueOn",
                table: "OfficerTasks",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Attempts",
                table: "Incidents",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "ContinuedWith",
                table: "Incidents",
                type: "nvarchar(60)",
                maxLength: 60,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "EndedAs",
                table: "Incidents",
                type: "nvarchar(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "EndedBy",
                table: "Incidents",
                type: "nvarchar(120)",
                maxLength: 120,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Ground",
                table: "Incidents",
                type: "nvarchar(2000)",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "InForceFrom",
                table: "Incidents",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ProcedureId",
                table: "Incidents",
                type: "nvarchar(80)",
                maxLength: 80,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Version",
                table: "Incidents",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "WorkBy",
                table: "Incidents",
                type: "nvarchar(120)",
                maxLength: 120,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "WorkJson",
                table: "Incidents",
                type: "nvarchar(max)",
                maxLength: 131072,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "WorkKey",
                table: "Incidents",
                type: "nvarchar(240)",
                maxLength: 240,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "WorkKind",
                table: "Incidents",
                type: "nvarchar(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Input",
                table: "CaseHistory",
                type: "nvarchar(max)",
                maxLength: 8000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "InsteadOf",
                table: "CaseHistory",
                type: "nvarchar(120)",
                maxLength: 120,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Outcome",
                table: "CaseHistory",
                type: "nvarchar(60)",
                maxLength: 60,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "TaskId",
                table: "CaseHistory",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Absences",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Department = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Absent = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false),
                    AbsentName = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    StandIn = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false),
                    StandInName = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    FromOn = table.Column<DateOnly>(type: "date", nullable: false),
                    UntilOn = table.Column<DateOnly>(type: "date", nullable: false),
                    DeclaredBy = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false),
                    DeclaredAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    EndedBy = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Absences", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Colleagues",
                columns: table => new
                {
                    UserId = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false),
                    Department = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Role = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    SeenOn = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Colleagues", x => new { x.UserId, x.Department, x.Role });
                });

            migrationBuilder.CreateIndex(
                name: "IX_OfficerTasks_Candidate_State_DueOn",
                table: "OfficerTasks",
                columns: new[] { "Candidate", "State", "DueOn" });

            migrationBuilder.CreateIndex(
                name: "IX_OfficerTasks_LeasedBy",
                table: "OfficerTasks",
                column: "LeasedBy");

            migrationBuilder.CreateIndex(
                name: "IX_OfficerTasks_UntakenSince",
                table: "OfficerTasks",
                column: "UntakenSince");

            migrationBuilder.CreateIndex(
                name: "IX_OfficerTasks_UnwarnedDueOn",
                table: "OfficerTasks",
                column: "UnwarnedDueOn");

            migrationBuilder.CreateIndex(
                name: "IX_Incidents_Department_ResolvedAt_At",
                table: "Incidents",
                columns: new[] { "Department", "ResolvedAt", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Absences_Absent_UntilOn",
                table: "Absences",
                columns: new[] { "Absent", "UntilOn" });

            migrationBuilder.CreateIndex(
                name: "IX_Absences_Department_UntilOn",
                table: "Absences",
                columns: new[] { "Department", "UntilOn" });

            migrationBuilder.CreateIndex(
                name: "IX_Absences_StandIn_UntilOn",
                table: "Absences",
                columns: new[] { "StandIn", "UntilOn" });

            migrationBuilder.CreateIndex(
                name: "IX_Colleagues_Department_Name",
                table: "Colleagues",
                columns: new[] { "Department", "Name" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Absences");

            migrationBuilder.DropTable(
                name: "Colleagues");

            migrationBuilder.DropIndex(
                name: "IX_OfficerTasks_Candidate_State_DueOn",
                table: "OfficerTasks");

            migrationBuilder.DropIndex(
                name: "IX_OfficerTasks_LeasedBy",
                table: "OfficerTasks");

            migrationBuilder.DropIndex(
                name: "IX_OfficerTasks_UntakenSince",
                table: "OfficerTasks");

            migrationBuilder.DropIndex(
                name: "IX_OfficerTasks_UnwarnedDueOn",
                table: "OfficerTasks");

            migrationBuilder.DropIndex(
                name: "IX_Incidents_Department_ResolvedAt_At",
                table: "Incidents");

            migrationBuilder.DropColumn(
                name: "Candidate",
                table: "OfficerTasks");

            migrationBuilder.DropColumn(
                name: "CandidateName",
                table: "OfficerTasks");

            migrationBuilder.DropColumn(
                name: "DueEscalatedAt",
                table: "OfficerTasks");

            migrationBuilder.DropColumn(
                name: "InsteadOf",
                table: "OfficerTasks");

            migrationBuilder.DropColumn(
                name: "LeasedBy",
                table: "OfficerTasks");

            migrationBuilder.DropColumn(
                name: "LeasedUntil",
                table: "OfficerTasks");

            migrationBuilder.DropColumn(
                name: "TargetOn",
                table: "OfficerTasks");

            migrationBuilder.DropColumn(
                name: "UntakenEscalatedAt",
                table: "OfficerTasks");

            migrationBuilder.DropColumn(
                name: "UntakenSince",
                table: "OfficerTasks");

            migrationBuilder.DropColumn(
                name: "UnwarnedDueOn",
                table: "OfficerTasks");

            migrationBuilder.DropColumn(
                name: "Attempts",
                table: "Incidents");

            migrationBuilder.DropColumn(
                name: "ContinuedWith",
                table: "Incidents");

            migrationBuilder.DropColumn(
                name: "EndedAs",
                table: "Incidents");

            migrationBuilder.DropColumn(
                name: "EndedBy",
                table: "Incidents");

            migrationBuilder.DropColumn(
                name: "Ground",
                table: "Incidents");

            migrationBuilder.DropColumn(
                name: "InForceFrom",
                table: "Incidents");

            migrationBuilder.DropColumn(
                name: "ProcedureId",
                table: "Incidents");

            migrationBuilder.DropColumn(
                name: "Version",
                table: "Incidents");

            migrationBuilder.DropColumn(
                name: "WorkBy",
                table: "Incidents");

            migrationBuilder.DropColumn(
                name: "WorkJson",
                table: "Incidents");

            migrationBuilder.DropColumn(
                name: "WorkKey",
                table: "Incidents");

            migrationBuilder.DropColumn(
                name: "WorkKind",
                table: "Incidents");

            migrationBuilder.DropColumn(
                name: "Input",
                table: "CaseHistory");

            migrationBuilder.DropColumn(
                name: "InsteadOf",
                table: "CaseHistory");

            migrationBuilder.DropColumn(
                name: "Outcome",
                table: "CaseHistory");

            migrationBuilder.DropColumn(
                name: "TaskId",
                table: "CaseHistory");
        }
    }
}
