-- Roles
-- when env = prod
CREATE ROLE "${env}_auditor";
CREATE ROLE "frank" LOGIN;
--> statement-breakpoint
-- Memberships
-- when env = prod
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
  "${env}_dwh_stg_userdata_read",
  "${env}_sensitive_dwh_stg_userdata_read"
TO "${env}_auditor";
-- when env = prod
GRANT
  "${env}_dwh_stg_auth_read",
  "${env}_dwh_stg_rental_read",
  "${env}_dwh_stg_userdata_read"
TO "frank";
-- when env = test
GRANT
  "${env}_dwh_stg_auth_write",
  "${env}_dwh_stg_rental_write",
  "${env}_dwh_stg_userdata_write"
TO "frank";
