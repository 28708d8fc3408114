-- Revokes: DM_RENTAL
REVOKE USAGE ON SCHEMA "DM_RENTAL" FROM "${env}_analyst";
REVOKE SELECT ON TABLE "DM_RENTAL"."dm_strike", "DM_RENTAL"."rental_events" FROM "${env}_analyst";
--> statement-breakpoint
-- Revokes: DM_USER
REVOKE USAGE ON SCHEMA "DM_USER" FROM "${env}_analyst";
REVOKE SELECT ON TABLE "DM_USER"."union_member_join" FROM "${env}_analyst";
--> statement-breakpoint
-- Dropped roles
DROP ROLE "${env}_analyst";
