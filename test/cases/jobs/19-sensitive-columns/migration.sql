-- Roles
CREATE ROLE "${env}_dpo";
CREATE ROLE "${env}_sensitive_dwh_dm_user_all";
CREATE ROLE "${env}_sensitive_dwh_dm_user_read";
CREATE ROLE "${env}_sensitive_dwh_dm_user_write";
CREATE ROLE "${env}_sensitive_dwh_dwh_user_info_all";
CREATE ROLE "${env}_sensitive_dwh_dwh_user_info_read";
CREATE ROLE "${env}_sensitive_dwh_dwh_user_info_write";
CREATE ROLE "${env}_sensitive_dwh_stg_userdata_all";
CREATE ROLE "${env}_sensitive_dwh_stg_userdata_read";
CREATE ROLE "${env}_sensitive_dwh_stg_userdata_write";
--> statement-breakpoint
-- Revokes: DM_USER
REVOKE SELECT ON TABLE "DM_USER"."union_member_join" FROM
  "${env}_dwh_dm_user_all",
  "${env}_dwh_dm_user_read",
  "${env}_dwh_dm_user_write";
--> statement-breakpoint
-- Revokes: DWH_USER_INFO
-- when server >= 17
REVOKE MAINTAIN ON TABLE "DWH_USER_INFO"."info" FROM "${env}_dwh_dwh_user_info_all";
REVOKE SELECT, INSERT, UPDATE, REFERENCES, TRIGGER ON TABLE "DWH_USER_INFO"."info" FROM "${env}_dwh_dwh_user_info_all";
REVOKE SELECT ON TABLE "DWH_USER_INFO"."info" FROM "${env}_dwh_dwh_user_info_read";
REVOKE SELECT, INSERT, UPDATE ON TABLE "DWH_USER_INFO"."info" FROM "${env}_dwh_dwh_user_info_write";
--> statement-breakpoint
-- Revokes: STG_USERDATA
REVOKE ALL ON TABLE "STG_USERDATA"."info_keys" FROM "${env}_dwh_stg_userdata_all";
REVOKE SELECT ON TABLE "STG_USERDATA"."info_keys" FROM "${env}_dwh_stg_userdata_read";
REVOKE SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "STG_USERDATA"."info_keys" FROM "${env}_dwh_stg_userdata_write";
--> statement-breakpoint
-- Grants: DM_USER
GRANT USAGE ON SCHEMA "DM_USER" TO
  "${env}_sensitive_dwh_dm_user_all",
  "${env}_sensitive_dwh_dm_user_read",
  "${env}_sensitive_dwh_dm_user_write";
GRANT SELECT ON TABLE "DM_USER"."union_member_join" TO
  "${env}_sensitive_dwh_dm_user_all",
  "${env}_sensitive_dwh_dm_user_read",
  "${env}_sensitive_dwh_dm_user_write";
--> statement-breakpoint
-- Grants: DWH_USER_INFO
GRANT USAGE ON SCHEMA "DWH_USER_INFO" TO
  "${env}_sensitive_dwh_dwh_user_info_all",
  "${env}_sensitive_dwh_dwh_user_info_read",
  "${env}_sensitive_dwh_dwh_user_info_write";
GRANT ALL ON TABLE "DWH_USER_INFO"."info" TO "${env}_sensitive_dwh_dwh_user_info_all";
GRANT SELECT ON TABLE "DWH_USER_INFO"."info" TO "${env}_sensitive_dwh_dwh_user_info_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "DWH_USER_INFO"."info" TO "${env}_sensitive_dwh_dwh_user_info_write";
GRANT SELECT ("faculty", "user_id"), INSERT ("faculty", "user_id"), UPDATE ("faculty", "user_id"), REFERENCES ("faculty", "user_id") ON TABLE "DWH_USER_INFO"."info" TO "${env}_dwh_dwh_user_info_all";
GRANT SELECT ("faculty", "user_id") ON TABLE "DWH_USER_INFO"."info" TO "${env}_dwh_dwh_user_info_read";
GRANT SELECT ("faculty", "user_id"), INSERT ("faculty", "user_id"), UPDATE ("faculty", "user_id") ON TABLE "DWH_USER_INFO"."info" TO "${env}_dwh_dwh_user_info_write";
--> statement-breakpoint
-- Grants: STG_USERDATA
GRANT USAGE ON SCHEMA "STG_USERDATA" TO
  "${env}_sensitive_dwh_stg_userdata_all",
  "${env}_sensitive_dwh_stg_userdata_read",
  "${env}_sensitive_dwh_stg_userdata_write";
GRANT ALL ON TABLE "STG_USERDATA"."info_keys" TO "${env}_sensitive_dwh_stg_userdata_all";
GRANT SELECT ON TABLE "STG_USERDATA"."info_keys" TO "${env}_sensitive_dwh_stg_userdata_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "STG_USERDATA"."info_keys" TO "${env}_sensitive_dwh_stg_userdata_write";
--> statement-breakpoint
-- Memberships
GRANT "${env}_sensitive_dwh_dwh_user_info_read" TO "${env}_dpo";
