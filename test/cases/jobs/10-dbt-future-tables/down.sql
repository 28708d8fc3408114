-- Revokes: DBT_MARTS
REVOKE USAGE ON SCHEMA "DBT_MARTS" FROM
  "${env}_dwh_dbt_marts_all",
  "${env}_dwh_dbt_marts_read",
  "${env}_dwh_dbt_marts_write";
REVOKE ALL ON SCHEMA "DBT_MARTS" FROM "dbt";
--> statement-breakpoint
-- Revokes: DM_RENTAL
REVOKE ALL ON SCHEMA "DM_RENTAL" FROM "dbt";
--> statement-breakpoint
-- Revokes: DM_USER
REVOKE ALL ON SCHEMA "DM_USER" FROM "dbt";
--> statement-breakpoint
-- Default privileges
ALTER DEFAULT PRIVILEGES FOR ROLE "dbt" IN SCHEMA "DBT_MARTS"
REVOKE ALL ON TABLES FROM "${env}_dwh_dbt_marts_all";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbt" IN SCHEMA "DBT_MARTS"
REVOKE SELECT ON TABLES FROM "${env}_dwh_dbt_marts_read";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbt" IN SCHEMA "DBT_MARTS"
REVOKE SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLES FROM "${env}_dwh_dbt_marts_write";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbt" IN SCHEMA "DBT_MARTS"
REVOKE USAGE ON SEQUENCES FROM
  "${env}_dwh_dbt_marts_all",
  "${env}_dwh_dbt_marts_write";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbt" IN SCHEMA "DM_RENTAL"
REVOKE ALL ON TABLES FROM "${env}_dwh_dm_rental_all";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbt" IN SCHEMA "DM_RENTAL"
REVOKE SELECT ON TABLES FROM "${env}_dwh_dm_rental_read";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbt" IN SCHEMA "DM_RENTAL"
REVOKE SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLES FROM "${env}_dwh_dm_rental_write";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbt" IN SCHEMA "DM_RENTAL"
REVOKE USAGE ON SEQUENCES FROM
  "${env}_dwh_dm_rental_all",
  "${env}_dwh_dm_rental_write";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbt" IN SCHEMA "DM_USER"
REVOKE ALL ON TABLES FROM "${env}_dwh_dm_user_all";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbt" IN SCHEMA "DM_USER"
REVOKE SELECT ON TABLES FROM "${env}_dwh_dm_user_read";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbt" IN SCHEMA "DM_USER"
REVOKE SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLES FROM "${env}_dwh_dm_user_write";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbt" IN SCHEMA "DM_USER"
REVOKE USAGE ON SEQUENCES FROM
  "${env}_dwh_dm_user_all",
  "${env}_dwh_dm_user_write";
--> statement-breakpoint
-- Memberships
REVOKE
  "${env}_dwh_dbt_marts_read",
  "${env}_dwh_dm_rental_read",
  "${env}_dwh_dm_user_read"
FROM "${env}_analyst";
--> statement-breakpoint
-- Dropped roles
DROP ROLE "${env}_analyst";
DROP ROLE "${env}_dwh_dbt_marts_all";
DROP ROLE "${env}_dwh_dbt_marts_read";
DROP ROLE "${env}_dwh_dbt_marts_write";
