using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Oversight.Persistence.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Thresholds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "KeeperVersion",
                table: "Deadlines",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateOnly>(
                name: "ReachedOn",
                table: "Deadlines",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Threshold",
                table: "Deadlines",
                type: "character varying(400)",
                maxLength: 400,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "KeeperVersion",
                table: "Deadlines");

            migrationBuilder.DropColumn(
                name: "ReachedOn",
                table: "Deadlines");

            migrationBuilder.DropColumn(
                name: "Threshold",
                table: "Deadlines");
        }
    }
}
