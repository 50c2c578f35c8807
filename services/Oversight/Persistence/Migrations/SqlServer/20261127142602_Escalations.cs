using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Oversight.Persistence.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Escalations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "EscalatedAs",
                table: "Tasks",
                type: "nvarchar(20)",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "EscalatedDueOn",
                table: "Tasks",
                type: "date",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Tasks_EscalatedAs_Ended_Department",
                table: "Tasks",
                columns: new[] { "EscalatedAs", "Ended", "Department" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Tasks_EscalatedAs_Ended_Department",
                table: "Tasks");

            migrationBuilder.DropColumn(
                name: "EscalatedAs",
                table: "Tasks");

            migrationBuilder.DropColumn(
                name: "EscalatedDueOn",
                table: "Tasks");
        }
    }
}
