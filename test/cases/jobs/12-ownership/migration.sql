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
--> statement-breakpoint
-- Grants: DWH_USER_INFO
GRANT USAGE ON SCHEMA "DWH_USER_INFO" TO "${env}_dwh_owner";
GRANT SELECT ON TABLE "DWH_USER_INFO"."info" TO "${env}_dwh_owner";
