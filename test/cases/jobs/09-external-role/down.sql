-- Revokes: DM_RENTAL
REVOKE USAGE ON SCHEMA "DM_RENTAL" FROM "quicksight";
REVOKE SELECT ON TABLE "DM_RENTAL"."dm_strike", "DM_RENTAL"."rental_events" FROM "quicksight";
--> statement-breakpoint
-- Memberships
REVOKE "rds_iam" FROM "erin";
--> statement-breakpoint
-- Dropped roles
DROP ROLE "erin";
