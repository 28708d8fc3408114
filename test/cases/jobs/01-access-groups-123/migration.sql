-- Roles
CREATE ROLE "${env}_dwh_dm_rental_all";
CREATE ROLE "${env}_dwh_dm_rental_read";
CREATE ROLE "${env}_dwh_dm_rental_write";
CREATE ROLE "${env}_dwh_dm_user_all";
CREATE ROLE "${env}_dwh_dm_user_read";
CREATE ROLE "${env}_dwh_dm_user_write";
CREATE ROLE "${env}_dwh_dwh_rating_all";
CREATE ROLE "${env}_dwh_dwh_rating_read";
CREATE ROLE "${env}_dwh_dwh_rating_write";
CREATE ROLE "${env}_dwh_dwh_user_info_all";
CREATE ROLE "${env}_dwh_dwh_user_info_read";
CREATE ROLE "${env}_dwh_dwh_user_info_write";
CREATE ROLE "${env}_dwh_geo.v2_all";
CREATE ROLE "${env}_dwh_geo.v2_read";
CREATE ROLE "${env}_dwh_geo.v2_write";
CREATE ROLE "${env}_dwh_ods_rental_all";
CREATE ROLE "${env}_dwh_ods_rental_read";
CREATE ROLE "${env}_dwh_ods_rental_write";
CREATE ROLE "${env}_dwh_public_all";
CREATE ROLE "${env}_dwh_public_read";
CREATE ROLE "${env}_dwh_public_write";
CREATE ROLE "${env}_dwh_stg_auth_all";
CREATE ROLE "${env}_dwh_stg_auth_read";
CREATE ROLE "${env}_dwh_stg_auth_write";
CREATE ROLE "${env}_dwh_stg_rental_all";
CREATE ROLE "${env}_dwh_stg_rental_read";
CREATE ROLE "${env}_dwh_stg_rental_write";
CREATE ROLE "${env}_dwh_stg_userdata_all";
CREATE ROLE "${env}_dwh_stg_userdata_read";
CREATE ROLE "${env}_dwh_stg_userdata_write";
CREATE ROLE "${env}_sensitive_dwh_stg_userdata_all";
CREATE ROLE "${env}_sensitive_dwh_stg_userdata_read";
CREATE ROLE "${env}_sensitive_dwh_stg_userdata_write";
--> statement-breakpoint
-- Grants: DM_RENTAL
GRANT USAGE ON SCHEMA "DM_RENTAL" TO
  "${env}_dwh_dm_rental_all",
  "${env}_dwh_dm_rental_read",
  "${env}_dwh_dm_rental_write";
GRANT ALL ON TABLE
  "DM_RENTAL"."dm_strike",
  "DM_RENTAL"."rental_events"
TO "${env}_dwh_dm_rental_all";
GRANT SELECT ON TABLE
  "DM_RENTAL"."dm_strike",
  "DM_RENTAL"."rental_events"
TO "${env}_dwh_dm_rental_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "DM_RENTAL"."dm_strike",
  "DM_RENTAL"."rental_events"
TO "${env}_dwh_dm_rental_write";
GRANT USAGE ON SEQUENCE "DM_RENTAL"."rental_events_id_seq" TO
  "${env}_dwh_dm_rental_all",
  "${env}_dwh_dm_rental_write";
--> statement-breakpoint
-- Grants: DM_USER
GRANT USAGE ON SCHEMA "DM_USER" TO
  "${env}_dwh_dm_user_all",
  "${env}_dwh_dm_user_read",
  "${env}_dwh_dm_user_write";
GRANT ALL ON TABLE "DM_USER"."union_member_card" TO "${env}_dwh_dm_user_all";
GRANT SELECT ON TABLE "DM_USER"."union_member_join" TO
  "${env}_dwh_dm_user_all",
  "${env}_dwh_dm_user_write";
GRANT SELECT ON TABLE
  "DM_USER"."union_member_card",
  "DM_USER"."union_member_join"
TO "${env}_dwh_dm_user_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "DM_USER"."union_member_card" TO "${env}_dwh_dm_user_write";
--> statement-breakpoint
-- Grants: DWH_RATING
GRANT USAGE ON SCHEMA "DWH_RATING" TO
  "${env}_dwh_dwh_rating_all",
  "${env}_dwh_dwh_rating_read",
  "${env}_dwh_dwh_rating_write";
GRANT ALL ON TABLE "DWH_RATING"."rating" TO "${env}_dwh_dwh_rating_all";
GRANT SELECT ON TABLE "DWH_RATING"."rating" TO "${env}_dwh_dwh_rating_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "DWH_RATING"."rating" TO "${env}_dwh_dwh_rating_write";
--> statement-breakpoint
-- Grants: DWH_USER_INFO
GRANT USAGE ON SCHEMA "DWH_USER_INFO" TO
  "${env}_dwh_dwh_user_info_all",
  "${env}_dwh_dwh_user_info_read",
  "${env}_dwh_dwh_user_info_write";
GRANT ALL ON TABLE "DWH_USER_INFO"."info" TO "${env}_dwh_dwh_user_info_all";
GRANT SELECT ON TABLE "DWH_USER_INFO"."info" TO "${env}_dwh_dwh_user_info_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "DWH_USER_INFO"."info" TO "${env}_dwh_dwh_user_info_write";
--> statement-breakpoint
-- Grants: ODS_RENTAL
GRANT USAGE ON SCHEMA "ODS_RENTAL" TO
  "${env}_dwh_ods_rental_all",
  "${env}_dwh_ods_rental_read",
  "${env}_dwh_ods_rental_write";
GRANT ALL ON TABLE
  "ODS_RENTAL"."rental_session",
  "ODS_RENTAL"."strike"
TO "${env}_dwh_ods_rental_all";
GRANT SELECT ON TABLE
  "ODS_RENTAL"."rental_session",
  "ODS_RENTAL"."strike"
TO "${env}_dwh_ods_rental_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "ODS_RENTAL"."rental_session",
  "ODS_RENTAL"."strike"
TO "${env}_dwh_ods_rental_write";
GRANT USAGE ON SEQUENCE
  "ODS_RENTAL"."rental_session_id_seq",
  "ODS_RENTAL"."strike_id_seq"
TO
  "${env}_dwh_ods_rental_all",
  "${env}_dwh_ods_rental_write";
--> statement-breakpoint
-- Grants: STG_AUTH
GRANT USAGE ON SCHEMA "STG_AUTH" TO
  "${env}_dwh_stg_auth_all",
  "${env}_dwh_stg_auth_read",
  "${env}_dwh_stg_auth_write";
GRANT ALL ON TABLE "STG_AUTH"."user" TO "${env}_dwh_stg_auth_all";
GRANT SELECT ON TABLE "STG_AUTH"."user" TO "${env}_dwh_stg_auth_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "STG_AUTH"."user" TO "${env}_dwh_stg_auth_write";
GRANT USAGE ON SEQUENCE "STG_AUTH"."user_id_seq" TO
  "${env}_dwh_stg_auth_all",
  "${env}_dwh_stg_auth_write";
--> statement-breakpoint
-- Grants: STG_RENTAL
GRANT USAGE ON SCHEMA "STG_RENTAL" TO
  "${env}_dwh_stg_rental_all",
  "${env}_dwh_stg_rental_read",
  "${env}_dwh_stg_rental_write";
GRANT ALL ON TABLE "STG_RENTAL"."item", "STG_RENTAL"."strike" TO "${env}_dwh_stg_rental_all";
GRANT SELECT ON TABLE "STG_RENTAL"."item", "STG_RENTAL"."strike" TO "${env}_dwh_stg_rental_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "STG_RENTAL"."item",
  "STG_RENTAL"."strike"
TO "${env}_dwh_stg_rental_write";
GRANT USAGE ON SEQUENCE "STG_RENTAL"."item_id_seq" TO
  "${env}_dwh_stg_rental_all",
  "${env}_dwh_stg_rental_write";
--> statement-breakpoint
-- Grants: STG_USERDATA
GRANT USAGE ON SCHEMA "STG_USERDATA" TO
  "${env}_dwh_stg_userdata_all",
  "${env}_dwh_stg_userdata_read",
  "${env}_dwh_stg_userdata_write",
  "${env}_sensitive_dwh_stg_userdata_all",
  "${env}_sensitive_dwh_stg_userdata_read",
  "${env}_sensitive_dwh_stg_userdata_write";
GRANT ALL ON TABLE "STG_USERDATA"."param" TO "${env}_dwh_stg_userdata_all";
GRANT SELECT ON TABLE "STG_USERDATA"."param" TO "${env}_dwh_stg_userdata_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "STG_USERDATA"."param" TO "${env}_dwh_stg_userdata_write";
GRANT ALL ON TABLE "STG_USERDATA"."info_keys" TO "${env}_sensitive_dwh_stg_userdata_all";
GRANT SELECT ON TABLE "STG_USERDATA"."info_keys" TO "${env}_sensitive_dwh_stg_userdata_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "STG_USERDATA"."info_keys" TO "${env}_sensitive_dwh_stg_userdata_write";
--> statement-breakpoint
-- Grants: "geo.v2"
GRANT USAGE ON SCHEMA "geo.v2" TO
  "${env}_dwh_geo.v2_all",
  "${env}_dwh_geo.v2_read",
  "${env}_dwh_geo.v2_write";
GRANT ALL ON TABLE "geo.v2"."c{d}" TO "${env}_dwh_geo.v2_all";
GRANT SELECT ON TABLE "geo.v2"."c{d}" TO "${env}_dwh_geo.v2_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "geo.v2"."c{d}" TO "${env}_dwh_geo.v2_write";
--> statement-breakpoint
-- Grants: public
GRANT USAGE ON SCHEMA "public" TO
  "${env}_dwh_public_all",
  "${env}_dwh_public_read",
  "${env}_dwh_public_write";
GRANT ALL ON TABLE "public"."plain" TO "${env}_dwh_public_all";
GRANT SELECT ON TABLE "public"."plain" TO "${env}_dwh_public_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "public"."plain" TO "${env}_dwh_public_write";
