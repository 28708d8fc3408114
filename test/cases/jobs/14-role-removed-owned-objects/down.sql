-- Roles
CREATE ROLE "${env}_old_bi";
--> statement-breakpoint
-- Grants: DM_RENTAL
GRANT SELECT ON TABLE "DM_RENTAL"."dm_strike", "DM_RENTAL"."rental_events" TO "${env}_old_bi";
