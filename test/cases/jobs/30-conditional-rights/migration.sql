-- Roles
CREATE ROLE "${env}_lead";
--> statement-breakpoint
-- Owners
-- when env = test
GRANT CREATE ON SCHEMA "DM_RENTAL" TO "${env}_keeper";
GRANT CREATE ON SCHEMA "DM_USER" TO "${env}_warden";
ALTER TABLE "DM_RENTAL"."dm_strike" OWNER TO "${env}_keeper";
ALTER TABLE "DM_RENTAL"."rental_events" OWNER TO "${env}_keeper";
ALTER TABLE "DM_USER"."union_member_card" OWNER TO "${env}_warden";
ALTER TABLE "DM_USER"."union_member_join" OWNER TO "${env}_warden";
-- when env = test
REVOKE CREATE ON SCHEMA "DM_RENTAL" FROM "${env}_keeper";
REVOKE CREATE ON SCHEMA "DM_USER" FROM "${env}_warden";
--> statement-breakpoint
-- Grants: DM_RENTAL
-- when env = test
GRANT USAGE ON SCHEMA "DM_RENTAL" TO "${env}_keeper";
GRANT USAGE ON SCHEMA "DM_RENTAL" TO "${env}_lead";
--> statement-breakpoint
-- Grants: DM_USER
GRANT USAGE ON SCHEMA "DM_USER" TO "${env}_lead", "${env}_warden";
--> statement-breakpoint
-- Grants: DWH_USER_INFO
GRANT USAGE ON SCHEMA "DWH_USER_INFO" TO "${env}_warden";
GRANT SELECT ON TABLE "DWH_USER_INFO"."info" TO "${env}_warden";
--> statement-breakpoint
-- Grants by "${env}_keeper"
SET LOCAL ROLE "${env}_keeper";
GRANT SELECT ON TABLE "DM_RENTAL"."dm_strike" TO "${env}_lead" WITH GRANT OPTION;
RESET ROLE;
--> statement-breakpoint
-- Grants by "${env}_warden"
SET LOCAL ROLE "${env}_warden";
GRANT SELECT ON TABLE "DM_USER"."union_member_card" TO "${env}_lead" WITH GRANT OPTION;
RESET ROLE;
