-- Revokes: DM_RENTAL
REVOKE SELECT ON TABLE "DM_RENTAL"."dm_strike", "DM_RENTAL"."rental_events" FROM "${env}_old_bi";
--> statement-breakpoint
-- Dropped roles
REASSIGN OWNED BY "${env}_old_bi" TO "${env}_dwh_owner";
DROP OWNED BY "${env}_old_bi";
DROP ROLE "${env}_old_bi";
