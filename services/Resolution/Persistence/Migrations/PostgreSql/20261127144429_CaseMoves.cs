using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Resolution.Persistence.Migrations.PostgreSql
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
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    BatchId = table.Column<Guid>(type: "uuid", nullable: false),
                    CaseId = table.Column<Guid>(type: "uuid", nullable: false),
                    InstanceId = table.Column<Guid>(type: "uuid", nullable: false),
                    Department = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    ProcedureId = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    FromVersion = table.Column<DateOnly>(type: "date", nullable: false),
                    ToVersion = table.Column<DateOnly>(type: "date", nullable: false),
                    MappingJson = table.Column<string>(type: "character varying(16384)", maxLength: 16384, nullable: false),
                    Reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    RequestedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    RequestedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    DecidedBy = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    DecidedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    RejectedFor = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
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
