-- Roles
-- when env = test
CREATE ROLE "${env}_helper";
-- when env = prod
CREATE ROLE "${env}_mover" LOGIN;
-- when env = prod
ALTER ROLE "${env}_auditor" CONNECTION LIMIT -1;
--> statement-breakpoint
-- Grants: STG_RENTAL
-- when env = test
GRANT SELECT ON TABLE "STG_RENTAL"."item" TO "${env}_helper";
--> statement-breakpoint
-- Memberships
-- when env = test
REVOKE
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
FROM "${env}_auditor";
--> statement-breakpoint
-- Dropped roles
-- when env = test
DROP ROLE "${env}_auditor";
-- when env = test
DROP ROLE "${env}_mover";
