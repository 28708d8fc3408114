-- Roles
CREATE ROLE "${env}_dwh_owner";
--> statement-breakpoint
-- Owners
ALTER SCHEMA "DM_RENTAL" OWNER TO "${env}_dwh_owner";
ALTER SCHEMA "DM_USER" OWNER TO "${env}_dwh_owner";
ALTER TABLE "DM_RENTAL"."dm_strike" OWNER TO "${env}_dwh_owner";
ALTER TABLE "DM_RENTAL"."rental_events" OWNER TO "${env}_dwh_owner";
ALTER TABLE "DM_USER"."union_member_card" OWNER TO "${env}_dwh_owner";
ALTER TABLE "DM_USER"."union_member_join" OWNER TO "${env}_dwh_owner";
