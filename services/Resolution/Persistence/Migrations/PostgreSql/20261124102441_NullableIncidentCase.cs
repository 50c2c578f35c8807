using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Resolution.Persistence.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class NullableIncidentCase : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<Guid>(
                name: "CaseId",
                table: "Incidents",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

            migrationBuilder.CreateIndex(
                name: "IX_Incidents_SubmissionId",
                table: "Incidents",
                column: "SubmissionId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Incidents_SubmissionId",
                table: "Incidents");

            migrationBuilder.AlterColumn<Guid>(
                name: "CaseId",
                table: "Incidents",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true);
        }
    }
}
