-- Revokes: ODS_RENTAL
REVOKE USAGE ON SCHEMA "ODS_RENTAL" FROM "${env}_rental_sync";
REVOKE SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "ODS_RENTAL"."rental_session" FROM "${env}_rental_sync";
REVOKE USAGE ON SEQUENCE "ODS_RENTAL"."rental_session_id_seq" FROM "${env}_rental_sync";
--> statement-breakpoint
-- Revokes: STG_RENTAL
REVOKE USAGE ON SCHEMA "STG_RENTAL" FROM "${env}_rental_sync";
REVOKE SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "STG_RENTAL"."item",
  "STG_RENTAL"."strike"
FROM "${env}_rental_sync";
REVOKE USAGE ON SEQUENCE "STG_RENTAL"."item_id_seq" FROM "${env}_rental_sync";
--> statement-breakpoint
-- Dropped roles
DROP ROLE "${env}_rental_sync";
