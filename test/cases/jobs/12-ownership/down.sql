-- Owners
ALTER SCHEMA "DM_RENTAL" OWNER TO CURRENT_USER;
ALTER SCHEMA "DM_USER" OWNER TO CURRENT_USER;
ALTER TABLE "DM_RENTAL"."dm_strike" OWNER TO CURRENT_USER;
ALTER TABLE "DM_RENTAL"."rental_events" OWNER TO CURRENT_USER;
ALTER TABLE "DM_USER"."union_member_card" OWNER TO CURRENT_USER;
ALTER TABLE "DM_USER"."union_member_join" OWNER TO CURRENT_USER;
--> statement-breakpoint
-- Revokes: DWH_USER_INFO
REVOKE USAGE ON SCHEMA "DWH_USER_INFO" FROM "${env}_dwh_owner";
REVOKE SELECT ON TABLE "DWH_USER_INFO"."info" FROM "${env}_dwh_owner";
--> statement-breakpoint
-- Dropped roles
DROP ROLE "${env}_dwh_owner";
