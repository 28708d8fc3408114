-- Roles
CREATE ROLE "${env}_analyst";
--> statement-breakpoint
-- Grants: DM_RENTAL
GRANT USAGE ON SCHEMA "DM_RENTAL" TO "${env}_analyst";
GRANT SELECT ON TABLE "DM_RENTAL"."dm_strike", "DM_RENTAL"."rental_events" TO "${env}_analyst";
--> statement-breakpoint
-- Grants: DM_USER
GRANT USAGE ON SCHEMA "DM_USER" TO "${env}_analyst";
GRANT SELECT ON TABLE "DM_USER"."union_member_join" TO "${env}_analyst";
