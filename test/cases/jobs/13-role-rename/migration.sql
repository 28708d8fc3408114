-- Renamed roles
ALTER ROLE "${env}_analyst" RENAME TO "${env}_insight";
ALTER ROLE "${env}_dwh_dm_rental_read" RENAME TO "${env}_lake_dm_rental_read";
ALTER ROLE "${env}_dwh_dm_user_read" RENAME TO "${env}_lake_dm_user_read";
ALTER ROLE "${env}_dwh_dwh_rating_read" RENAME TO "${env}_lake_dwh_rating_read";
ALTER ROLE "${env}_dwh_dwh_user_info_read" RENAME TO "${env}_lake_dwh_user_info_read";
ALTER ROLE "${env}_dwh_ods_rental_read" RENAME TO "${env}_lake_ods_rental_read";
ALTER ROLE "${env}_dwh_stg_auth_read" RENAME TO "${env}_lake_stg_auth_read";
ALTER ROLE "${env}_dwh_stg_rental_read" RENAME TO "${env}_lake_stg_rental_read";
ALTER ROLE "${env}_dwh_stg_userdata_read" RENAME TO "${env}_lake_stg_userdata_read";
ALTER ROLE "${env}_dwh_geo.v2_read" RENAME TO "${env}_lake_geo.v2_read";
ALTER ROLE "${env}_dwh_public_read" RENAME TO "${env}_lake_public_read";
--> statement-breakpoint
-- Roles
ALTER ROLE "${env}_insight" NOLOGIN;
--> statement-breakpoint
-- Revokes: STG_AUTH
REVOKE INSERT ON TABLE "STG_AUTH"."user" FROM "${env}_insight";
--> statement-breakpoint
-- Memberships
REVOKE "${env}_lake_dm_rental_read" FROM "${env}_insight";
