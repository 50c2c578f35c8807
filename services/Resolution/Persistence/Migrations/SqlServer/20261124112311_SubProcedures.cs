using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Resolution.Persistence.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class SubProcedures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "ParentId",
                table: "ProcedureInstances",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_ProcedureInstances_ParentId",
                table: "ProcedureInstances",
                column: "ParentId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_ProcedureInstances_ParentId",
                table: "ProcedureInstances");

            migrationBuilder.DropColumn(
                name: "ParentId",
                table: "ProcedureInstances");
        }
    }
}
