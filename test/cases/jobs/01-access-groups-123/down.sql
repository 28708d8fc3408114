-- Revokes: DM_RENTAL
REVOKE USAGE ON SCHEMA "DM_RENTAL" FROM
  "${env}_dwh_dm_rental_all",
  "${env}_dwh_dm_rental_read",
  "${env}_dwh_dm_rental_write";
REVOKE ALL ON TABLE
  "DM_RENTAL"."dm_strike",
  "DM_RENTAL"."rental_events"
FROM "${env}_dwh_dm_rental_all";
REVOKE SELECT ON TABLE
  "DM_RENTAL"."dm_strike",
  "DM_RENTAL"."rental_events"
FROM "${env}_dwh_dm_rental_read";
REVOKE SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "DM_RENTAL"."dm_strike",
  "DM_RENTAL"."rental_events"
FROM "${env}_dwh_dm_rental_write";
REVOKE USAGE ON SEQUENCE "DM_RENTAL"."rental_events_id_seq" FROM
  "${env}_dwh_dm_rental_all",
  "${env}_dwh_dm_rental_write";
--> statement-breakpoint
-- Revokes: DM_USER
REVOKE USAGE ON SCHEMA "DM_USER" FROM
  "${env}_dwh_dm_user_all",
  "${env}_dwh_dm_user_read",
  "${env}_dwh_dm_user_write";
REVOKE ALL ON TABLE "DM_USER"."union_member_card" FROM "${env}_dwh_dm_user_all";
REVOKE SELECT ON TABLE "DM_USER"."union_member_join" FROM
  "${env}_dwh_dm_user_all",
  "${env}_dwh_dm_user_write";
REVOKE SELECT ON TABLE
  "DM_USER"."union_member_card",
  "DM_USER"."union_member_join"
FROM "${env}_dwh_dm_user_read";
REVOKE SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "DM_USER"."union_member_card" FROM "${env}_dwh_dm_user_write";
--> statement-breakpoint
-- Revokes: DWH_RATING
REVOKE USAGE ON SCHEMA "DWH_RATING" FROM
  "${env}_dwh_dwh_rating_all",
  "${env}_dwh_dwh_rating_read",
  "${env}_dwh_dwh_rating_write";
REVOKE ALL ON TABLE "DWH_RATING"."rating" FROM "${env}_dwh_dwh_rating_all";
REVOKE SELECT ON TABLE "DWH_RATING"."rating" FROM "${env}_dwh_dwh_rating_read";
REVOKE SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "DWH_RATING"."rating" FROM "${env}_dwh_dwh_rating_write";
--> statement-breakpoint
-- Revokes: DWH_USER_INFO
REVOKE USAGE ON SCHEMA "DWH_USER_INFO" FROM
  "${env}_dwh_dwh_user_info_all",
  "${env}_dwh_dwh_user_info_read",
  "${env}_dwh_dwh_user_info_write";
REVOKE ALL ON TABLE "DWH_USER_INFO"."info" FROM "${env}_dwh_dwh_user_info_all";
REVOKE SELECT ON TABLE "DWH_USER_INFO"."info" FROM "${env}_dwh_dwh_user_info_read";
REVOKE SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "DWH_USER_INFO"."info" FROM "${env}_dwh_dwh_user_info_write";
--> statement-breakpoint
-- Revokes: ODS_RENTAL
REVOKE USAGE ON SCHEMA "ODS_RENTAL" FROM
  "${env}_dwh_ods_rental_all",
  "${env}_dwh_ods_rental_read",
  "${env}_dwh_ods_rental_write";
REVOKE ALL ON TABLE
  "ODS_RENTAL"."rental_session",
  "ODS_RENTAL"."strike"
FROM "${env}_dwh_ods_rental_all";
REVOKE SELECT ON TABLE
  "ODS_RENTAL"."rental_session",
  "ODS_RENTAL"."strike"
FROM "${env}_dwh_ods_rental_read";
REVOKE SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "ODS_RENTAL"."rental_session",
  "ODS_RENTAL"."strike"
FROM "${env}_dwh_ods_rental_write";
REVOKE USAGE ON SEQUENCE
  "ODS_RENTAL"."rental_session_id_seq",
  "ODS_RENTAL"."strike_id_seq"
FROM
  "${env}_dwh_ods_rental_all",
  "${env}_dwh_ods_rental_write";
--> statement-breakpoint
-- Revokes: STG_AUTH
REVOKE USAGE ON SCHEMA "STG_AUTH" FROM
  "${env}_dwh_stg_auth_all",
  "${env}_dwh_stg_auth_read",
  "${env}_dwh_stg_auth_write";
REVOKE ALL ON TABLE "STG_AUTH"."user" FROM "${env}_dwh_stg_auth_all";
REVOKE SELECT ON TABLE "STG_AUTH"."user" FROM "${env}_dwh_stg_auth_read";
REVOKE SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "STG_AUTH"."user" FROM "${env}_dwh_stg_auth_write";
REVOKE USAGE ON SEQUENCE "STG_AUTH"."user_id_seq" FROM
  "${env}_dwh_stg_auth_all",
  "${env}_dwh_stg_auth_write";
--> statement-breakpoint
-- Revokes: STG_RENTAL
REVOKE USAGE ON SCHEMA "STG_RENTAL" FROM
  "${env}_dwh_stg_rental_all",
  "${env}_dwh_stg_rental_read",
  "${env}_dwh_stg_rental_write";
REVOKE ALL ON TABLE "STG_RENTAL"."item", "STG_RENTAL"."strike" FROM "${env}_dwh_stg_rental_all";
REVOKE SELECT ON TABLE "STG_RENTAL"."item", "STG_RENTAL"."strike" FROM "${env}_dwh_stg_rental_read";
REVOKE SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "STG_RENTAL"."item",
  "STG_RENTAL"."strike"
FROM "${env}_dwh_stg_rental_write";
REVOKE USAGE ON SEQUENCE "STG_RENTAL"."item_id_seq" FROM
  "${env}_dwh_stg_rental_all",
  "${env}_dwh_stg_rental_write";
--> statement-breakpoint
-- Revokes: STG_USERDATA
REVOKE USAGE ON SCHEMA "STG_USERDATA" FROM
  "${env}_dwh_stg_userdata_all",
  "${env}_dwh_stg_userdata_read",
  "${env}_dwh_stg_userdata_write",
  "${env}_sensitive_dwh_stg_userdata_all",
  "${env}_sensitive_dwh_stg_userdata_read",
  "${env}_sensitive_dwh_stg_userdata_write";
REVOKE ALL ON TABLE "STG_USERDATA"."param" FROM "${env}_dwh_stg_userdata_all";
REVOKE SELECT ON TABLE "STG_USERDATA"."param" FROM "${env}_dwh_stg_userdata_read";
REVOKE SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "STG_USERDATA"."param" FROM "${env}_dwh_stg_userdata_write";
REVOKE ALL ON TABLE "STG_USERDATA"."info_keys" FROM "${env}_sensitive_dwh_stg_userdata_all";
REVOKE SELECT ON TABLE "STG_USERDATA"."info_keys" FROM "${env}_sensitive_dwh_stg_userdata_read";
REVOKE SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "STG_USERDATA"."info_keys" FROM "${env}_sensitive_dwh_stg_userdata_write";
--> statement-breakpoint
-- Revokes: "geo.v2"
REVOKE USAGE ON SCHEMA "geo.v2" FROM
  "${env}_dwh_geo.v2_all",
  "${env}_dwh_geo.v2_read",
  "${env}_dwh_geo.v2_write";
REVOKE ALL ON TABLE "geo.v2"."c{d}" FROM "${env}_dwh_geo.v2_all";
REVOKE SELECT ON TABLE "geo.v2"."c{d}" FROM "${env}_dwh_geo.v2_read";
REVOKE SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "geo.v2"."c{d}" FROM "${env}_dwh_geo.v2_write";
--> statement-breakpoint
-- Revokes: public
REVOKE USAGE ON SCHEMA "public" FROM
  "${env}_dwh_public_all",
  "${env}_dwh_public_read",
  "${env}_dwh_public_write";
REVOKE ALL ON TABLE "public"."plain" FROM "${env}_dwh_public_all";
REVOKE SELECT ON TABLE "public"."plain" FROM "${env}_dwh_public_read";
REVOKE SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "public"."plain" FROM "${env}_dwh_public_write";
--> statement-breakpoint
-- Dropped roles
DROP ROLE "${env}_dwh_dm_rental_all";
DROP ROLE "${env}_dwh_dm_rental_read";
DROP ROLE "${env}_dwh_dm_rental_write";
DROP ROLE "${env}_dwh_dm_user_all";
DROP ROLE "${env}_dwh_dm_user_read";
DROP ROLE "${env}_dwh_dm_user_write";
DROP ROLE "${env}_dwh_dwh_rating_all";
DROP ROLE "${env}_dwh_dwh_rating_read";
DROP ROLE "${env}_dwh_dwh_rating_write";
DROP ROLE "${env}_dwh_dwh_user_info_all";
DROP ROLE "${env}_dwh_dwh_user_info_read";
DROP ROLE "${env}_dwh_dwh_user_info_write";
DROP ROLE "${env}_dwh_geo.v2_all";
DROP ROLE "${env}_dwh_geo.v2_read";
DROP ROLE "${env}_dwh_geo.v2_write";
DROP ROLE "${env}_dwh_ods_rental_all";
DROP ROLE "${env}_dwh_ods_rental_read";
DROP ROLE "${env}_dwh_ods_rental_write";
DROP ROLE "${env}_dwh_public_all";
DROP ROLE "${env}_dwh_public_read";
DROP ROLE "${env}_dwh_public_write";
DROP ROLE "${env}_dwh_stg_auth_all";
DROP ROLE "${env}_dwh_stg_auth_read";
DROP ROLE "${env}_dwh_stg_auth_write";
DROP ROLE "${env}_dwh_stg_rental_all";
DROP ROLE "${env}_dwh_stg_rental_read";
DROP ROLE "${env}_dwh_stg_rental_write";
DROP ROLE "${env}_dwh_stg_userdata_all";
DROP ROLE "${env}_dwh_stg_userdata_read";
DROP ROLE "${env}_dwh_stg_userdata_write";
DROP ROLE "${env}_sensitive_dwh_stg_userdata_all";
DROP ROLE "${env}_sensitive_dwh_stg_userdata_read";
DROP ROLE "${env}_sensitive_dwh_stg_userdata_write";
