-- Revokes: DM_RENTAL
REVOKE SELECT ON TABLE "DM_RENTAL"."dm_strike", "DM_RENTAL"."rental_events" FROM "${env}_mart_lead";
--> statement-breakpoint
-- Dropped roles
DROP ROLE "${env}_mart_lead";
