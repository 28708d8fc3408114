-- Roles
CREATE ROLE "${env}_rental_sync" LOGIN;
--> statement-breakpoint
-- Grants: ODS_RENTAL
GRANT USAGE ON SCHEMA "ODS_RENTAL" TO "${env}_rental_sync";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "ODS_RENTAL"."rental_session" TO "${env}_rental_sync";
GRANT USAGE ON SEQUENCE "ODS_RENTAL"."rental_session_id_seq" TO "${env}_rental_sync";
--> statement-breakpoint
-- Grants: STG_RENTAL
GRANT USAGE ON SCHEMA "STG_RENTAL" TO "${env}_rental_sync";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "STG_RENTAL"."item",
  "STG_RENTAL"."strike"
TO "${env}_rental_sync";
GRANT USAGE ON SEQUENCE "STG_RENTAL"."item_id_seq" TO "${env}_rental_sync";
