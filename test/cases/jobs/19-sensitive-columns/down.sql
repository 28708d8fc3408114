-- Revokes: DM_USER
REVOKE USAGE ON SCHEMA "DM_USER" FROM
  "${env}_sensitive_dwh_dm_user_all",
  "${env}_sensitive_dwh_dm_user_read",
  "${env}_sensitive_dwh_dm_user_write";
REVOKE SELECT ON TABLE "DM_USER"."union_member_join" FROM
  "${env}_sensitive_dwh_dm_user_all",
  "${env}_sensitive_dwh_dm_user_read",
  "${env}_sensitive_dwh_dm_user_write";
--> statement-breakpoint
-- Revokes: DWH_USER_INFO
REVOKE USAGE ON SCHEMA "DWH_USER_INFO" FROM
  "${env}_sensitive_dwh_dwh_user_info_all",
  "${env}_sensitive_dwh_dwh_user_info_read",
  "${env}_sensitive_dwh_dwh_user_info_write";
REVOKE SELECT ("faculty", "user_id"), INSERT ("faculty", "user_id"), UPDATE ("faculty", "user_id"), REFERENCES ("faculty", "user_id") ON TABLE "DWH_USER_INFO"."info" FROM "${env}_dwh_dwh_user_info_all";
REVOKE SELECT ("faculty", "user_id") ON TABLE "DWH_USER_INFO"."info" FROM "${env}_dwh_dwh_user_info_read";
REVOKE SELECT ("faculty", "user_id"), INSERT ("faculty", "user_id"), UPDATE ("faculty", "user_id") ON TABLE "DWH_USER_INFO"."info" FROM "${env}_dwh_dwh_user_info_write";
REVOKE ALL ON TABLE "DWH_USER_INFO"."info" FROM "${env}_sensitive_dwh_dwh_user_info_all";
REVOKE SELECT ON TABLE "DWH_USER_INFO"."info" FROM "${env}_sensitive_dwh_dwh_user_info_read";
REVOKE SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "DWH_USER_INFO"."info" FROM "${env}_sensitive_dwh_dwh_user_info_write";
--> statement-breakpoint
-- Revokes: STG_USERDATA
REVOKE USAGE ON SCHEMA "STG_USERDATA" FROM
  "${env}_sensitive_dwh_stg_userdata_all",
  "${env}_sensitive_dwh_stg_userdata_read",
  "${env}_sensitive_dwh_stg_userdata_write";
REVOKE ALL ON TABLE "STG_USERDATA"."info_keys" FROM "${env}_sensitive_dwh_stg_userdata_all";
REVOKE SELECT ON TABLE "STG_USERDATA"."info_keys" FROM "${env}_sensitive_dwh_stg_userdata_read";
REVOKE SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "STG_USERDATA"."info_keys" FROM "${env}_sensitive_dwh_stg_userdata_write";
--> statement-breakpoint
-- Grants: DM_USER
GRANT SELECT ON TABLE "DM_USER"."union_member_join" TO
  "${env}_dwh_dm_user_all",
  "${env}_dwh_dm_user_read",
  "${env}_dwh_dm_user_write";
--> statement-breakpoint
-- Grants: DWH_USER_INFO
GRANT ALL ON TABLE "DWH_USER_INFO"."info" TO "${env}_dwh_dwh_user_info_all";
GRANT SELECT ON TABLE "DWH_USER_INFO"."info" TO "${env}_dwh_dwh_user_info_read";
GRANT SELECT, INSERT, UPDATE ON TABLE "DWH_USER_INFO"."info" TO "${env}_dwh_dwh_user_info_write";
--> statement-breakpoint
-- Grants: STG_USERDATA
GRANT ALL ON TABLE "STG_USERDATA"."info_keys" TO "${env}_dwh_stg_userdata_all";
GRANT SELECT ON TABLE "STG_USERDATA"."info_keys" TO "${env}_dwh_stg_userdata_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "STG_USERDATA"."info_keys" TO "${env}_dwh_stg_userdata_write";
--> statement-breakpoint
-- Memberships
REVOKE "${env}_sensitive_dwh_dwh_user_info_read" FROM "${env}_dpo";
--> statement-breakpoint
-- Dropped roles
DROP ROLE "${env}_dpo";
DROP ROLE "${env}_sensitive_dwh_dm_user_all";
DROP ROLE "${env}_sensitive_dwh_dm_user_read";
DROP ROLE "${env}_sensitive_dwh_dm_user_write";
DROP ROLE "${env}_sensitive_dwh_dwh_user_info_all";
DROP ROLE "${env}_sensitive_dwh_dwh_user_info_read";
DROP ROLE "${env}_sensitive_dwh_dwh_user_info_write";
DROP ROLE "${env}_sensitive_dwh_stg_userdata_all";
DROP ROLE "${env}_sensitive_dwh_stg_userdata_read";
DROP ROLE "${env}_sensitive_dwh_stg_userdata_write";
