using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Resolution.Persistence.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Thresholds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn(
                name: "AnnouncedDueOn",
                table: "Deadlines",
                newName: "AnnouncedOn");

            migrationBuilder.AddColumn<DateOnly>(
                name: "TargetOn",
                table: "Deadlines",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "CalendarRevision",
                table: "Deadlines",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<Guid>(
                name: "ClaimedBy",
                table: "Deadlines",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "ClaimedUntil",
                table: "Deadlines",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsSuspended",
                table: "Deadlines",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateOnly>(
                name: "NextOn",
                table: "Deadlines",
                type: "date",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "CalendarEditions",
                columns: table => new
                {
                    Revision = table.Column<int>(type: "int", nullable: false),
                    Calendars = table.Column<string>(type: "nvarchar(max)", maxLength: 1048576, nullable: false),
                    ChangedFrom = table.Column<DateOnly>(type: "date", nullable: false),
                    ChangedThrough = table.Column<DateOnly>(type: "date", nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    AdoptedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CalendarEditions", x => x.Revision);
                });

            migrationBuilder.CreateTable(
                name: "CalendarPreviews",
                columns: table => new
                {
                    PreviewId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Department = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Calendars = table.Column<string>(type: "nvarchar(max)", maxLength: 1048576, nullable: false),
                    RequestedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    AnsweredAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CalendarPreviews", x => new { x.PreviewId, x.Department });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Deadlines_ClaimedBy",
                table: "Deadlines",
                column: "ClaimedBy");

            migrationBuilder.CreateIndex(
                name: "IX_Deadlines_NextOn_Id",
                table: "Deadlines",
                columns: new[] { "NextOn", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Deadlines_State_CalendarRevision_Id",
                table: "Deadlines",
                columns: new[] { "State", "CalendarRevision", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_CalendarPreviews_AnsweredAt",
                table: "CalendarPreviews",
                column: "AnsweredAt");

            // What runs already is looked at on its last day at the latest, and planned anew then.
            migrationBuilder.Sql("""UPDATE "Deadlines" SET "NextOn" = "DueOn" WHERE "State" = 'Running' AND "AnnouncedOn" IS NULL""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CalendarEditions");

            migrationBuilder.DropTable(
                name: "CalendarPreviews");

            migrationBuilder.DropIndex(
                name: "IX_Deadlines_ClaimedBy",
                table: "Deadlines");

            migrationBuilder.DropIndex(
                name: "IX_Deadlines_NextOn_Id",
                table: "Deadlines");

            migrationBuilder.DropIndex(
                name: "IX_Deadlines_State_CalendarRevision_Id",
                table: "Deadlines");

            migrationBuilder.DropColumn(
                name: "TargetOn",
                table: "Deadlines");

            migrationBuilder.DropColumn(
                name: "CalendarRevision",
                table: "Deadlines");

            migrationBuilder.DropColumn(
                name: "ClaimedBy",
                table: "Deadlines");

            migrationBuilder.DropColumn(
                name: "ClaimedUntil",
                table: "Deadlines");

            migrationBuilder.DropColumn(
                name: "IsSuspended",
                table: "Deadlines");

            migrationBuilder.DropColumn(
                name: "NextOn",
                table: "Deadlines");

            migrationBuilder.RenameColumn(
                name: "AnnouncedOn",
                table: "Deadlines",
                newName: "AnnouncedDueOn");
        }
    }
}
