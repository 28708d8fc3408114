-- Roles
CREATE ROLE "erin" LOGIN;
--> statement-breakpoint
-- Grants: DM_RENTAL
GRANT USAGE ON SCHEMA "DM_RENTAL" TO "quicksight";
GRANT SELECT ON TABLE "DM_RENTAL"."dm_strike", "DM_RENTAL"."rental_events" TO "quicksight";
--> statement-breakpoint
-- Memberships
GRANT "rds_iam" TO "erin";
