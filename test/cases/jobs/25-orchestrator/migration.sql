-- Roles
CREATE ROLE "${env}_airflow" LOGIN;
--> statement-breakpoint
-- Grants: STG_AUTH
GRANT ALL ON SCHEMA "STG_AUTH" TO "${env}_airflow";
--> statement-breakpoint
-- Grants: STG_RENTAL
GRANT ALL ON SCHEMA "STG_RENTAL" TO "${env}_airflow";
--> statement-breakpoint
-- Grants: STG_USERDATA
GRANT ALL ON SCHEMA "STG_USERDATA" TO "${env}_airflow";
--> statement-breakpoint
-- Default privileges
ALTER DEFAULT PRIVILEGES FOR ROLE "${env}_airflow" IN SCHEMA "STG_AUTH"
GRANT ALL ON TABLES TO "${env}_dwh_stg_auth_all";
ALTER DEFAULT PRIVILEGES FOR ROLE "${env}_airflow" IN SCHEMA "STG_AUTH"
GRANT SELECT ON TABLES TO "${env}_dwh_stg_auth_read";
ALTER DEFAULT PRIVILEGES FOR ROLE "${env}_airflow" IN SCHEMA "STG_AUTH"
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLES TO "${env}_dwh_stg_auth_write";
ALTER DEFAULT PRIVILEGES FOR ROLE "${env}_airflow" IN SCHEMA "STG_AUTH"
GRANT USAGE ON SEQUENCES TO
  "${env}_dwh_stg_auth_all",
  "${env}_dwh_stg_auth_write";
ALTER DEFAULT PRIVILEGES FOR ROLE "${env}_airflow" IN SCHEMA "STG_RENTAL"
GRANT ALL ON TABLES TO "${env}_dwh_stg_rental_all";
ALTER DEFAULT PRIVILEGES FOR ROLE "${env}_airflow" IN SCHEMA "STG_RENTAL"
GRANT SELECT ON TABLES TO "${env}_dwh_stg_rental_read";
ALTER DEFAULT PRIVILEGES FOR ROLE "${env}_airflow" IN SCHEMA "STG_RENTAL"
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLES TO "${env}_dwh_stg_rental_write";
ALTER DEFAULT PRIVILEGES FOR ROLE "${env}_airflow" IN SCHEMA "STG_RENTAL"
GRANT USAGE ON SEQUENCES TO
  "${env}_dwh_stg_rental_all",
  "${env}_dwh_stg_rental_write";
ALTER DEFAULT PRIVILEGES FOR ROLE "${env}_airflow" IN SCHEMA "STG_USERDATA"
GRANT ALL ON TABLES TO "${env}_dwh_stg_userdata_all";
ALTER DEFAULT PRIVILEGES FOR ROLE "${env}_airflow" IN SCHEMA "STG_USERDATA"
GRANT SELECT ON TABLES TO "${env}_dwh_stg_userdata_read";
ALTER DEFAULT PRIVILEGES FOR ROLE "${env}_airflow" IN SCHEMA "STG_USERDATA"
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLES TO "${env}_dwh_stg_userdata_write";
ALTER DEFAULT PRIVILEGES FOR ROLE "${env}_airflow" IN SCHEMA "STG_USERDATA"
GRANT USAGE ON SEQUENCES TO
  "${env}_dwh_stg_userdata_all",
  "${env}_dwh_stg_userdata_write";
--> statement-breakpoint
-- Memberships
GRANT
  "${env}_dwh_dwh_rating_write",
  "${env}_dwh_dwh_user_info_write",
  "${env}_dwh_ods_rental_write",
  "${env}_dwh_stg_auth_write",
  "${env}_dwh_stg_rental_write",
  "${env}_dwh_stg_userdata_write"
TO "${env}_airflow";
