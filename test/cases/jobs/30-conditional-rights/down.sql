-- Owners
ALTER TABLE "DM_RENTAL"."dm_strike" OWNER TO CURRENT_USER;
ALTER TABLE "DM_RENTAL"."rental_events" OWNER TO CURRENT_USER;
ALTER TABLE "DM_USER"."union_member_card" OWNER TO CURRENT_USER;
ALTER TABLE "DM_USER"."union_member_join" OWNER TO CURRENT_USER;
--> statement-breakpoint
-- Revokes: DM_RENTAL
-- when env = test
REVOKE USAGE ON SCHEMA "DM_RENTAL" FROM "${env}_keeper";
REVOKE USAGE ON SCHEMA "DM_RENTAL" FROM "${env}_lead";
REVOKE SELECT ON TABLE "DM_RENTAL"."dm_strike" FROM "${env}_lead";
--> statement-breakpoint
-- Revokes: DM_USER
REVOKE USAGE ON SCHEMA "DM_USER" FROM "${env}_lead", "${env}_warden";
REVOKE SELECT ON TABLE "DM_USER"."union_member_card" FROM "${env}_lead";
--> statement-breakpoint
-- Revokes: DWH_USER_INFO
REVOKE USAGE ON SCHEMA "DWH_USER_INFO" FROM "${env}_warden";
REVOKE SELECT ON TABLE "DWH_USER_INFO"."info" FROM "${env}_warden";
--> statement-breakpoint
-- Dropped roles
DROP ROLE "${env}_lead";
