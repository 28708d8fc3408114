-- Owners
ALTER TABLE "DM_RENTAL"."dm_strike" OWNER TO CURRENT_USER;
ALTER TABLE "DM_RENTAL"."rental_events" OWNER TO CURRENT_USER;
ALTER TABLE "DM_USER"."union_member_card" OWNER TO CURRENT_USER;
ALTER TABLE "DM_USER"."union_member_join" OWNER TO CURRENT_USER;
--> statement-breakpoint
-- Revokes: DM_RENTAL
REVOKE USAGE ON SCHEMA "DM_RENTAL" FROM "${env}_lead";
REVOKE SELECT ON TABLE "DM_RENTAL"."dm_strike" FROM "${env}_lead";
--> statement-breakpoint
-- Revokes: DM_USER
REVOKE USAGE ON SCHEMA "DM_USER" FROM "${env}_lead";
REVOKE SELECT ON TABLE "DM_USER"."union_member_card" FROM "${env}_lead";
--> statement-breakpoint
-- Dropped roles
DROP ROLE "${env}_lead";
