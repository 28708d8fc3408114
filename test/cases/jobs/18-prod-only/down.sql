-- Memberships
-- when env = prod
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
  "${env}_dwh_stg_userdata_read",
  "${env}_sensitive_dwh_stg_userdata_read"
FROM "${env}_auditor";
-- when env = prod
REVOKE
  "${env}_dwh_stg_auth_read",
  "${env}_dwh_stg_rental_read",
  "${env}_dwh_stg_userdata_read"
FROM "frank";
-- when env = test
REVOKE
  "${env}_dwh_stg_auth_write",
  "${env}_dwh_stg_rental_write",
  "${env}_dwh_stg_userdata_write"
FROM "frank";
--> statement-breakpoint
-- Dropped roles
-- when env = prod
DROP ROLE "${env}_auditor";
DROP ROLE "frank";
