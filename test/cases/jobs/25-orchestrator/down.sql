-- Revokes: STG_AUTH
REVOKE ALL ON SCHEMA "STG_AUTH" FROM "${env}_airflow";
--> statement-breakpoint
-- Revokes: STG_RENTAL
REVOKE ALL ON SCHEMA "STG_RENTAL" FROM "${env}_airflow";
--> statement-breakpoint
-- Revokes: STG_USERDATA
REVOKE ALL ON SCHEMA "STG_USERDATA" FROM "${env}_airflow";
--> statement-breakpoint
-- Default privileges
ALTER DEFAULT PRIVILEGES FOR ROLE "${env}_airflow" IN SCHEMA "STG_AUTH"
REVOKE ALL ON TABLES FROM "${env}_dwh_stg_auth_all";
ALTER DEFAULT PRIVILEGES FOR ROLE "${env}_airflow" IN SCHEMA "STG_AUTH"
REVOKE SELECT ON TABLES FROM "${env}_dwh_stg_auth_read";
ALTER DEFAULT PRIVILEGES FOR ROLE "${env}_airflow" IN SCHEMA "STG_AUTH"
REVOKE SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLES FROM "${env}_dwh_stg_auth_write";
ALTER DEFAULT PRIVILEGES FOR ROLE "${env}_airflow" IN SCHEMA "STG_AUTH"
REVOKE USAGE ON SEQUENCES FROM
  "${env}_dwh_stg_auth_all",
  "${env}_dwh_stg_auth_write";
ALTER DEFAULT PRIVILEGES FOR ROLE "${env}_airflow" IN SCHEMA "STG_RENTAL"
REVOKE ALL ON TABLES FROM "${env}_dwh_stg_rental_all";
ALTER DEFAULT PRIVILEGES FOR ROLE "${env}_airflow" IN SCHEMA "STG_RENTAL"
REVOKE SELECT ON TABLES FROM "${env}_dwh_stg_rental_read";
ALTER DEFAULT PRIVILEGES FOR ROLE "${env}_airflow" IN SCHEMA "STG_RENTAL"
REVOKE SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLES FROM "${env}_dwh_stg_rental_write";
ALTER DEFAULT PRIVILEGES FOR ROLE "${env}_airflow" IN SCHEMA "STG_RENTAL"
REVOKE USAGE ON SEQUENCES FROM
  "${env}_dwh_stg_rental_all",
  "${env}_dwh_stg_rental_write";
ALTER DEFAULT PRIVILEGES FOR ROLE "${env}_airflow" IN SCHEMA "STG_USERDATA"
REVOKE ALL ON TABLES FROM "${env}_dwh_stg_userdata_all";
ALTER DEFAULT PRIVILEGES FOR ROLE "${env}_airflow" IN SCHEMA "STG_USERDATA"
REVOKE SELECT ON TABLES FROM "${env}_dwh_stg_userdata_read";
ALTER DEFAULT PRIVILEGES FOR ROLE "${env}_airflow" IN SCHEMA "STG_USERDATA"
REVOKE SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLES FROM "${env}_dwh_stg_userdata_write";
ALTER DEFAULT PRIVILEGES FOR ROLE "${env}_airflow" IN SCHEMA "STG_USERDATA"
REVOKE USAGE ON SEQUENCES FROM
  "${env}_dwh_stg_userdata_all",
  "${env}_dwh_stg_userdata_write";
--> statement-breakpoint
-- Memberships
REVOKE
  "${env}_dwh_dwh_rating_write",
  "${env}_dwh_dwh_user_info_write",
  "${env}_dwh_ods_rental_write",
  "${env}_dwh_stg_auth_write",
  "${env}_dwh_stg_rental_write",
  "${env}_dwh_stg_userdata_write"
FROM "${env}_airflow";
--> statement-breakpoint
-- Dropped roles
DROP ROLE "${env}_airflow";
