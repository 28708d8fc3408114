-- Revokes: STG_RENTAL
REVOKE USAGE ON SCHEMA "STG_RENTAL" FROM "airflow";
REVOKE SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "STG_RENTAL"."item",
  "STG_RENTAL"."strike"
FROM "airflow";
REVOKE USAGE ON SEQUENCE "STG_RENTAL"."item_id_seq" FROM "airflow";
--> statement-breakpoint
-- Memberships
REVOKE
  "${env}_dwh_dm_rental_read",
  "${env}_dwh_ods_rental_read",
  "${env}_dwh_stg_rental_read"
FROM "${env}_rental_team";
REVOKE "${env}_rental_team" FROM "carol";
--> statement-breakpoint
-- Dropped roles
DROP ROLE "${env}_rental_team";
DROP ROLE "carol";
