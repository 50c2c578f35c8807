-- One login with one database of its own; sqlcmd takes $(login), $(password) and $(database) from the environment.
SET NOCOUNT ON;

IF SUSER_ID(N'$(login)') IS NULL
    CREATE LOGIN [$(login)] WITH PASSWORD = N'$(password)', CHECK_POLICY = ON, CHECK_EXPIRATION = OFF;
ELSE
    ALTER LOGIN [$(login)] WITH PASSWORD = N'$(password)';

-- Texts are compared by their code points, as on the other databases; meaning is the programs' own affair.
IF DB_ID(N'$(database)') IS NULL
    CREATE DATABASE [$(database)] COLLATE Latin1_General_100_BIN2;
GO

-- Who reads does not wait for who writes, as on the other databases.
ALTER DATABASE [$(database)] SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE;
GO

USE [$(database)];
GO

IF USER_ID(N'$(login)') IS NULL
    CREATE USER [$(login)] FOR LOGIN [$(login)];
ALTER ROLE db_owner ADD MEMBER [$(login)];
GO
