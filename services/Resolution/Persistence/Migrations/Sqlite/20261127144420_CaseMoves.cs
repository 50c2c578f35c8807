using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Resolution.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class CaseMoves : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "CaseMoves",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    BatchId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CaseId = table.Column<Guid>(type: "TEXT", nullable: false),
                    InstanceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Department = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    ProcedureId = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    FromVersion = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ToVersion = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    MappingJson = table.Column<string>(type: "TEXT", maxLength: 16384, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    RequestedBy = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    RequestedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DecidedBy = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    DecidedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    RejectedFor = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CaseMoves", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CaseMoves_BatchId_State",
                table: "CaseMoves",
                columns: new[] { "BatchId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_CaseMoves_CaseId",
                table: "CaseMoves",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_CaseMoves_InstanceId_State",
                table: "CaseMoves",
                columns: new[] { "InstanceId", "State" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CaseMoves");
        }
    }
}
