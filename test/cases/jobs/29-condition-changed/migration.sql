-- Roles
-- when env = test
CREATE ROLE "${env}_auditor" CONNECTION LIMIT 3;
-- when env = test
CREATE ROLE "${env}_mover" LOGIN;
-- when env = test
COMMENT ON ROLE "${env}_auditor" IS 'Reads all';
-- when env = prod
ALTER ROLE "${env}_auditor" CONNECTION LIMIT 3;
--> statement-breakpoint
-- Revokes: STG_RENTAL
-- when env = test
REVOKE SELECT ON TABLE "STG_RENTAL"."item" FROM "${env}_helper";
--> statement-breakpoint
-- Memberships
-- when env = test
GRANT
  "${env}_dwh_dm_rental_read",
  "${env}_dwh_dm_user_read",
  "${env}_dwh_dwh_rating_read",
  "${env}_dwh_dwh_user_info_read",
  "${env}_dwh_geo.v2_read",
  "${env}_dwh_ods_rental_read",
  "${env}_dwh_public_read",
  "${env}_dwh_stg_auth_read",
  "${env}_dwh_stg_rental_read",
  "${env}_dwh_stg_userdata_read"
TO "${env}_auditor";
--> statement-breakpoint
-- Dropped roles
-- when env = test
DROP ROLE "${env}_helper";
-- when env = prod
DROP ROLE "${env}_mover";
