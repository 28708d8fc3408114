-- Roles
CREATE ROLE "${env}_rental_team";
CREATE ROLE "carol" LOGIN;
--> statement-breakpoint
-- Grants: STG_RENTAL
GRANT USAGE ON SCHEMA "STG_RENTAL" TO "airflow";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "STG_RENTAL"."item",
  "STG_RENTAL"."strike"
TO "airflow";
GRANT USAGE ON SEQUENCE "STG_RENTAL"."item_id_seq" TO "airflow";
--> statement-breakpoint
-- Memberships
GRANT
  "${env}_dwh_dm_rental_read",
  "${env}_dwh_ods_rental_read",
  "${env}_dwh_stg_rental_read"
TO "${env}_rental_team";
GRANT "${env}_rental_team" TO "carol";
