-- Revokes: DM_RENTAL
REVOKE SELECT ON TABLE "DM_RENTAL"."dm_strike", "DM_RENTAL"."rental_events" FROM "${env}_old_bi";
--> statement-breakpoint
-- Dropped roles
-- reassign owned to "${env}_dwh_owner"
DROP ROLE "${env}_old_bi";
