-- Roles
CREATE ROLE "${env}_analyst";
CREATE ROLE "${env}_dwh_dbt_marts_all";
CREATE ROLE "${env}_dwh_dbt_marts_read";
CREATE ROLE "${env}_dwh_dbt_marts_write";
--> statement-breakpoint
-- Grants: DBT_MARTS
GRANT USAGE ON SCHEMA "DBT_MARTS" TO
  "${env}_dwh_dbt_marts_all",
  "${env}_dwh_dbt_marts_read",
  "${env}_dwh_dbt_marts_write";
GRANT ALL ON SCHEMA "DBT_MARTS" TO "dbt";
--> statement-breakpoint
-- Grants: DM_RENTAL
GRANT ALL ON SCHEMA "DM_RENTAL" TO "dbt";
--> statement-breakpoint
-- Grants: DM_USER
GRANT ALL ON SCHEMA "DM_USER" TO "dbt";
--> statement-breakpoint
-- Default privileges
ALTER DEFAULT PRIVILEGES FOR ROLE "dbt" IN SCHEMA "DBT_MARTS"
GRANT ALL ON TABLES TO "${env}_dwh_dbt_marts_all";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbt" IN SCHEMA "DBT_MARTS"
GRANT SELECT ON TABLES TO "${env}_dwh_dbt_marts_read";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbt" IN SCHEMA "DBT_MARTS"
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLES TO "${env}_dwh_dbt_marts_write";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbt" IN SCHEMA "DBT_MARTS"
GRANT USAGE ON SEQUENCES TO
  "${env}_dwh_dbt_marts_all",
  "${env}_dwh_dbt_marts_write";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbt" IN SCHEMA "DM_RENTAL"
GRANT ALL ON TABLES TO "${env}_dwh_dm_rental_all";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbt" IN SCHEMA "DM_RENTAL"
GRANT SELECT ON TABLES TO "${env}_dwh_dm_rental_read";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbt" IN SCHEMA "DM_RENTAL"
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLES TO "${env}_dwh_dm_rental_write";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbt" IN SCHEMA "DM_RENTAL"
GRANT USAGE ON SEQUENCES TO
  "${env}_dwh_dm_rental_all",
  "${env}_dwh_dm_rental_write";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbt" IN SCHEMA "DM_USER"
GRANT ALL ON TABLES TO "${env}_dwh_dm_user_all";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbt" IN SCHEMA "DM_USER"
GRANT SELECT ON TABLES TO "${env}_dwh_dm_user_read";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbt" IN SCHEMA "DM_USER"
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLES TO "${env}_dwh_dm_user_write";
ALTER DEFAULT PRIVILEGES FOR ROLE "dbt" IN SCHEMA "DM_USER"
GRANT USAGE ON SEQUENCES TO
  "${env}_dwh_dm_user_all",
  "${env}_dwh_dm_user_write";
--> statement-breakpoint
-- Memberships
GRANT
  "${env}_dwh_dbt_marts_read",
  "${env}_dwh_dm_rental_read",
  "${env}_dwh_dm_user_read"
TO "${env}_analyst";
