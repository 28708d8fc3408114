DROP TABLE "DM_INFRA_LOGS"."container_log_cube";
--> statement-breakpoint
DROP TABLE "DM_RENTAL"."dm_rentals_events";
--> statement-breakpoint
DROP TABLE "STG_ACHIEVEMENT"."achievement_reciever";
--> statement-breakpoint
DROP TABLE "STG_AUTH"."auth_method";
--> statement-breakpoint
DROP TABLE "STG_AUTH"."dynamic_option";
--> statement-breakpoint
DROP TABLE "STG_AUTH"."group";
--> statement-breakpoint
DROP TABLE "STG_AUTH"."group_scope";
--> statement-breakpoint
DROP TABLE "STG_AUTH"."scope";
--> statement-breakpoint
DROP TABLE "STG_AUTH"."user";
--> statement-breakpoint
DROP TABLE "STG_AUTH"."user_group";
--> statement-breakpoint
DROP TABLE "DM_RENTAL"."dm_strike";
--> statement-breakpoint
DROP TABLE "STG_AUTH"."user_message_delay";
--> statement-breakpoint
DROP TABLE "STG_AUTH"."user_session";
--> statement-breakpoint
DROP TABLE "STG_AUTH"."user_session_scope";
--> statement-breakpoint
DROP TABLE "STG_DUBINUSHKA_MANUAL"."comment";
--> statement-breakpoint
DROP TABLE "STG_DUBINUSHKA_MANUAL"."lecturer";
--> statement-breakpoint
DROP TABLE "STG_GITHUB"."org_info";
--> statement-breakpoint
DROP TABLE "STG_GITHUB"."profcomff_commit";
--> statement-breakpoint
DROP TABLE "STG_GITHUB"."profcomff_invation";
--> statement-breakpoint
DROP TABLE "STG_GITHUB"."profcomff_issue";
--> statement-breakpoint
DROP TABLE "DM_TIMETABLE"."dim_event_act";
--> statement-breakpoint
DROP TABLE "STG_GITHUB"."profcomff_member";
--> statement-breakpoint
DROP TABLE "STG_GITHUB"."profcomff_repo";
--> statement-breakpoint
DROP TABLE "STG_GITHUB"."profcomff_team";
--> statement-breakpoint
DROP TABLE "STG_GITHUB"."profcomff_team_member";
--> statement-breakpoint
DROP TABLE "STG_GITHUB"."profcomff_team_repo";
--> statement-breakpoint
DROP TABLE "STG_INFRA"."container_log";
--> statement-breakpoint
DROP TABLE "STG_INFRA"."container_processes";
--> statement-breakpoint
DROP TABLE "STG_MARKETING"."actions_info";
--> statement-breakpoint
DROP TABLE "DM_TIMETABLE"."dim_group_act";
--> statement-breakpoint
DROP TABLE "STG_MARKETING"."user";
--> statement-breakpoint
DROP TABLE "STG_MYMSUAPI"."raw_timetable_api";
--> statement-breakpoint
DROP TABLE "STG_PHYSICS"."contacts";
--> statement-breakpoint
DROP TABLE "STG_PINGER"."alert";
--> statement-breakpoint
DROP TABLE "STG_PINGER"."fetcher";
--> statement-breakpoint
DROP TABLE "STG_PINGER"."metric";
--> statement-breakpoint
DROP TABLE "STG_PINGER"."receiver";
--> statement-breakpoint
DROP TABLE "DM_TIMETABLE"."dim_lecturer_act";
--> statement-breakpoint
DROP TABLE "STG_PRINT"."file";
--> statement-breakpoint
DROP TABLE "STG_PRINT"."print_fact";
--> statement-breakpoint
DROP TABLE "STG_PRINT"."tg_user";
--> statement-breakpoint
DROP TABLE "STG_PRINT"."union_member";
--> statement-breakpoint
DROP TABLE "STG_PRINT"."vk_user";
--> statement-breakpoint
DROP TABLE "STG_RASPHYSMSU"."diff";
--> statement-breakpoint
DROP TABLE "STG_RASPHYSMSU"."link_new_with_dates";
--> statement-breakpoint
DROP TABLE "STG_RASPHYSMSU"."new";
--> statement-breakpoint
DROP TABLE "DM_TIMETABLE"."dim_room_act";
--> statement-breakpoint
DROP TABLE "STG_RASPHYSMSU"."new_with_dates";
--> statement-breakpoint
DROP TABLE "STG_RASPHYSMSU"."old";
--> statement-breakpoint
DROP TABLE "STG_RASPHYSMSU"."raw_html";
--> statement-breakpoint
DROP TABLE "STG_RASPHYSMSU"."raw_html_old";
--> statement-breakpoint
DROP TABLE "STG_RATING"."comment";
--> statement-breakpoint
DROP TABLE "STG_RATING"."lecturer";
--> statement-breakpoint
DROP TABLE "STG_RATING"."lecturer_user_comment";
--> statement-breakpoint
DROP TABLE "STG_REDIRECTOR"."link";
--> statement-breakpoint
DROP TABLE "STG_REDIRECTOR"."redirect_fact";
--> statement-breakpoint
DROP TABLE "STG_RENTAL"."event";
--> statement-breakpoint
DROP TABLE "STG_RENTAL"."item";
--> statement-breakpoint
DROP TABLE "STG_RENTAL"."item_type";
--> statement-breakpoint
DROP TABLE "STG_RENTAL"."rental_session";
--> statement-breakpoint
DROP TABLE "STG_RENTAL"."strike";
--> statement-breakpoint
DROP TABLE "STG_SERVICES"."button";
--> statement-breakpoint
DROP TABLE "STG_SERVICES"."category";
--> statement-breakpoint
DROP TABLE "DM_TIMETABLE"."dm_timetable_act";
--> statement-breakpoint
DROP TABLE "STG_SERVICES"."scope";
--> statement-breakpoint
DROP TABLE "STG_SOCIAL"."create_group_request";
--> statement-breakpoint
DROP TABLE "STG_SOCIAL"."group";
--> statement-breakpoint
DROP TABLE "STG_SOCIAL"."telegram_channel";
--> statement-breakpoint
DROP TABLE "STG_SOCIAL"."telegram_chat";
--> statement-breakpoint
DROP TABLE "STG_SOCIAL"."vk_chat";
--> statement-breakpoint
DROP TABLE "STG_SOCIAL"."vk_group";
--> statement-breakpoint
DROP TABLE "STG_SOCIAL"."webhook_storage";
--> statement-breakpoint
DROP TABLE "STG_TIMETABLE"."comment_event";
--> statement-breakpoint
DROP TABLE "STG_TIMETABLE"."comment_lecturer";
--> statement-breakpoint
DROP TABLE "STG_TIMETABLE"."credentials";
--> statement-breakpoint
DROP TABLE "STG_TIMETABLE"."event";
--> statement-breakpoint
DROP TABLE "STG_TIMETABLE"."events_groups";
--> statement-breakpoint
DROP TABLE "STG_TIMETABLE"."events_lecturers";
--> statement-breakpoint
DROP TABLE "STG_TIMETABLE"."events_rooms";
--> statement-breakpoint
DROP TABLE "STG_TIMETABLE"."group";
--> statement-breakpoint
DROP TABLE "STG_TIMETABLE"."lecturer";
--> statement-breakpoint
DROP TABLE "STG_TIMETABLE"."photo";
--> statement-breakpoint
DROP TABLE "DM_USER"."union_member_card";
--> statement-breakpoint
DROP TABLE "STG_TIMETABLE"."room";
--> statement-breakpoint
DROP TABLE "STG_UNION_MEMBER"."union_member";
--> statement-breakpoint
DROP TABLE "STG_USERDATA"."category";
--> statement-breakpoint
DROP TABLE "STG_USERDATA"."encrypted_info";
--> statement-breakpoint
DROP TABLE "STG_USERDATA"."info";
--> statement-breakpoint
DROP TABLE "STG_USERDATA"."info_keys";
--> statement-breakpoint
DROP TABLE "STG_USERDATA"."param";
--> statement-breakpoint
DROP TABLE "STG_USERDATA"."source";
--> statement-breakpoint
DROP TABLE "DM_INFRA_LOGS"."incident_hint";
--> statement-breakpoint
DROP TABLE "DM_USER"."union_member_join";
--> statement-breakpoint
DROP TABLE "DWH_AUTH_USER"."info";
--> statement-breakpoint
DROP TABLE "DWH_RATING"."comment";
--> statement-breakpoint
DROP TABLE "DWH_RATING"."lecturer";
--> statement-breakpoint
DROP TABLE "DWH_RATING"."lecturer_user_comment";
--> statement-breakpoint
DROP TABLE "DWH_RENTAL"."event";
--> statement-breakpoint
DROP TABLE "DWH_RENTAL"."item";
--> statement-breakpoint
DROP TABLE "DWH_RENTAL"."item_type";
--> statement-breakpoint
DROP TABLE "DWH_RENTAL"."rental_session";
--> statement-breakpoint
DROP TABLE "DWH_RENTAL"."strike";
--> statement-breakpoint
DROP TABLE "DWH_USER_INFO"."encrypted_info";
--> statement-breakpoint
DROP TABLE "DWH_USER_INFO"."info";
--> statement-breakpoint
DROP TABLE "DWH_USER_INFO"."union_member";
--> statement-breakpoint
DROP TABLE "ODS_AUTH"."auth_method";
--> statement-breakpoint
DROP TABLE "ODS_AUTH"."user";
--> statement-breakpoint
DROP TABLE "DM_MARKETING"."frontend_actions_services";
--> statement-breakpoint
DROP TABLE "ODS_INFO"."info_hist";
--> statement-breakpoint
DROP TABLE "ODS_INFO"."param_hist";
--> statement-breakpoint
DROP TABLE "ODS_INFRA_LOGS"."container_log";
--> statement-breakpoint
DROP TABLE "ODS_MARKETING"."frontend_actions";
--> statement-breakpoint
DROP TABLE "ODS_MARKETING"."printer_actions";
--> statement-breakpoint
DROP TABLE "ODS_MARKETING"."printer_bots_actions";
--> statement-breakpoint
DROP TABLE "ODS_MARKETING"."rating_actions";
--> statement-breakpoint
DROP TABLE "DM_MONITORING"."db_monitoring_snp";
--> statement-breakpoint
DROP TABLE "ODS_MYMSUAPI"."ods_timetable_api_flattened";
--> statement-breakpoint
DROP TABLE "ODS_RATING"."comment";
--> statement-breakpoint
DROP TABLE "ODS_RATING"."lecturer";
--> statement-breakpoint
DROP TABLE "ODS_RATING"."lecturer_user_comment";
--> statement-breakpoint
DROP TABLE "ODS_RENTAL"."event";
--> statement-breakpoint
DROP TABLE "ODS_RENTAL"."item";
--> statement-breakpoint
DROP TABLE "ODS_RENTAL"."item_type";
--> statement-breakpoint
DROP TABLE "ODS_RENTAL"."rental_session";
--> statement-breakpoint
DROP TABLE "ODS_RENTAL"."strike";
--> statement-breakpoint
DROP TABLE "ODS_SOCIAL"."git_hub";
--> statement-breakpoint
DROP TABLE "ODS_SOCIAL"."viribus_chat";
--> statement-breakpoint
DROP TABLE "ODS_TIMETABLE"."ods_link_timetable_group";
--> statement-breakpoint
DROP TABLE "ODS_TIMETABLE"."ods_link_timetable_lesson";
--> statement-breakpoint
DROP TABLE "ODS_TIMETABLE"."ods_link_timetable_room";
--> statement-breakpoint
DROP TABLE "ODS_TIMETABLE"."ods_link_timetable_teacher";
--> statement-breakpoint
DROP TABLE "ODS_TIMETABLE"."ods_manual_timetable_constraints";
--> statement-breakpoint
DROP TABLE "DM_RATING"."dm_lecturer_comment_act";
--> statement-breakpoint
DROP TABLE "ODS_TIMETABLE"."ods_timetable_act";
--> statement-breakpoint
DROP TABLE "ODS_USERDATA"."academic_group";
--> statement-breakpoint
DROP TABLE "ODS_USERDATA"."address";
--> statement-breakpoint
DROP TABLE "ODS_USERDATA"."birth_city";
--> statement-breakpoint
DROP TABLE "ODS_USERDATA"."birthday";
--> statement-breakpoint
DROP TABLE "ODS_USERDATA"."card";
--> statement-breakpoint
DROP TABLE "ODS_USERDATA"."city";
--> statement-breakpoint
DROP TABLE "ODS_USERDATA"."department";
--> statement-breakpoint
DROP TABLE "ODS_USERDATA"."education_form";
--> statement-breakpoint
DROP TABLE "ODS_USERDATA"."education_level";
--> statement-breakpoint
DROP TABLE "ODS_USERDATA"."email";
--> statement-breakpoint
DROP TABLE "ODS_USERDATA"."faculty";
--> statement-breakpoint
DROP TABLE "ODS_USERDATA"."full_name";
--> statement-breakpoint
DROP TABLE "ODS_USERDATA"."git_hub_username";
--> statement-breakpoint
DROP TABLE "ODS_USERDATA"."home_phone_number";
--> statement-breakpoint
DROP TABLE "ODS_USERDATA"."phone_number";
--> statement-breakpoint
DROP TABLE "ODS_USERDATA"."photo";
--> statement-breakpoint
DROP TABLE "ODS_USERDATA"."position";
--> statement-breakpoint
DROP TABLE "ODS_USERDATA"."rzd";
--> statement-breakpoint
DROP TABLE "ODS_USERDATA"."sex";
--> statement-breakpoint
DROP TABLE "ODS_USERDATA"."status";
--> statement-breakpoint
DROP TABLE "ODS_USERDATA"."student_id";
--> statement-breakpoint
DROP TABLE "ODS_USERDATA"."telegram_username";
--> statement-breakpoint
DROP TABLE "ODS_USERDATA"."university";
--> statement-breakpoint
DROP TABLE "ODS_USERDATA"."vk_username";
--> statement-breakpoint
DROP TABLE "ODS_USERDATA"."workplace";
--> statement-breakpoint
DROP TABLE "ODS_USERDATA"."workplace_address";
--> statement-breakpoint
DROP TABLE "STG_ACHIEVEMENT"."achievement";
--> statement-breakpoint
DROP SCHEMA "DM_INFRA_LOGS";
--> statement-breakpoint
DROP SCHEMA "STG_ACHIEVEMENT";
--> statement-breakpoint
DROP SCHEMA "STG_AUTH";
--> statement-breakpoint
DROP SCHEMA "STG_DUBINUSHKA_MANUAL";
--> statement-breakpoint
DROP SCHEMA "STG_GITHUB";
--> statement-breakpoint
DROP SCHEMA "STG_INFRA";
--> statement-breakpoint
DROP SCHEMA "STG_MARKETING";
--> statement-breakpoint
DROP SCHEMA "STG_MYMSUAPI";
--> statement-breakpoint
DROP SCHEMA "STG_PHYSICS";
--> statement-breakpoint
DROP SCHEMA "STG_PINGER";
--> statement-breakpoint
DROP SCHEMA "STG_PRINT";
--> statement-breakpoint
DROP SCHEMA "STG_RASPHYSMSU";
--> statement-breakpoint
DROP SCHEMA "STG_RATING";
--> statement-breakpoint
DROP SCHEMA "DM_TIMETABLE";
--> statement-breakpoint
DROP SCHEMA "STG_REDIRECTOR";
--> statement-breakpoint
DROP SCHEMA "STG_RENTAL";
--> statement-breakpoint
DROP SCHEMA "STG_SERVICES";
--> statement-breakpoint
DROP SCHEMA "STG_SOCIAL";
--> statement-breakpoint
DROP SCHEMA "DM_USER";
--> statement-breakpoint
DROP SCHEMA "STG_TIMETABLE";
--> statement-breakpoint
DROP SCHEMA "STG_UNION_MEMBER";
--> statement-breakpoint
DROP SCHEMA "STG_USERDATA";
--> statement-breakpoint
DROP SCHEMA "DWH_AUTH_USER";
--> statement-breakpoint
DROP SCHEMA "DWH_RATING";
--> statement-breakpoint
DROP SCHEMA "DWH_RENTAL";
--> statement-breakpoint
DROP SCHEMA "DM_MARKETING";
--> statement-breakpoint
DROP SCHEMA "DWH_USER_INFO";
--> statement-breakpoint
DROP SCHEMA "ODS_AUTH";
--> statement-breakpoint
DROP SCHEMA "ODS_INFO";
--> statement-breakpoint
DROP SCHEMA "ODS_INFRA_LOGS";
--> statement-breakpoint
DROP SCHEMA "ODS_MARKETING";
--> statement-breakpoint
DROP SCHEMA "ODS_MYMSUAPI";
--> statement-breakpoint
DROP SCHEMA "ODS_RATING";
--> statement-breakpoint
DROP SCHEMA "ODS_RENTAL";
--> statement-breakpoint
DROP SCHEMA "DM_MONITORING";
--> statement-breakpoint
DROP SCHEMA "ODS_SOCIAL";
--> statement-breakpoint
DROP SCHEMA "ODS_TIMETABLE";
--> statement-breakpoint
DROP SCHEMA "DM_RATING";
--> statement-breakpoint
DROP SCHEMA "ODS_USERDATA";
--> statement-breakpoint
DROP SCHEMA "DM_RENTAL";
--> statement-breakpoint
-- Memberships
REVOKE
  "${env}_dwh_dm_infra_logs_read",
  "${env}_dwh_dm_marketing_read",
  "${env}_dwh_dm_monitoring_read",
  "${env}_dwh_dm_rating_read",
  "${env}_dwh_dm_rental_read",
  "${env}_dwh_dm_timetable_read",
  "${env}_dwh_dm_user_read"
FROM "${env}_analyst";
REVOKE
  "${env}_dwh_dm_monitoring_read",
  "${env}_dwh_dm_rental_read"
FROM "${env}_dashboard";
REVOKE
  "${env}_dwh_dwh_auth_user_write",
  "${env}_dwh_dwh_rating_write",
  "${env}_dwh_dwh_rental_write",
  "${env}_dwh_dwh_user_info_write",
  "${env}_dwh_ods_auth_write",
  "${env}_dwh_ods_info_write",
  "${env}_dwh_ods_infra_logs_write",
  "${env}_dwh_ods_marketing_write",
  "${env}_dwh_ods_mymsuapi_write",
  "${env}_dwh_ods_rating_write",
  "${env}_dwh_ods_rental_write",
  "${env}_dwh_ods_social_write",
  "${env}_dwh_ods_timetable_write",
  "${env}_dwh_ods_userdata_write",
  "${env}_dwh_stg_achievement_write",
  "${env}_dwh_stg_auth_write",
  "${env}_dwh_stg_dubinushka_manual_write",
  "${env}_dwh_stg_github_write",
  "${env}_dwh_stg_infra_write",
  "${env}_dwh_stg_marketing_write",
  "${env}_dwh_stg_mymsuapi_write",
  "${env}_dwh_stg_physics_write",
  "${env}_dwh_stg_pinger_write",
  "${env}_dwh_stg_print_write",
  "${env}_dwh_stg_rasphysmsu_write",
  "${env}_dwh_stg_rating_write",
  "${env}_dwh_stg_redirector_write",
  "${env}_dwh_stg_rental_write",
  "${env}_dwh_stg_services_write",
  "${env}_dwh_stg_social_write",
  "${env}_dwh_stg_timetable_write",
  "${env}_dwh_stg_union_member_write",
  "${env}_dwh_stg_userdata_write"
FROM "${env}_orchestrator";
--> statement-breakpoint
-- Dropped roles
DROP ROLE "${env}_analyst";
DROP ROLE "${env}_dashboard";
DROP ROLE "${env}_dwh_dm_infra_logs_all";
DROP ROLE "${env}_dwh_dm_infra_logs_read";
DROP ROLE "${env}_dwh_dm_infra_logs_write";
DROP ROLE "${env}_dwh_dm_marketing_all";
DROP ROLE "${env}_dwh_dm_marketing_read";
DROP ROLE "${env}_dwh_dm_marketing_write";
DROP ROLE "${env}_dwh_dm_monitoring_all";
DROP ROLE "${env}_dwh_dm_monitoring_read";
DROP ROLE "${env}_dwh_dm_monitoring_write";
DROP ROLE "${env}_dwh_dm_rating_all";
DROP ROLE "${env}_dwh_dm_rating_read";
DROP ROLE "${env}_dwh_dm_rating_write";
DROP ROLE "${env}_dwh_dm_rental_all";
DROP ROLE "${env}_dwh_dm_rental_read";
DROP ROLE "${env}_dwh_dm_rental_write";
DROP ROLE "${env}_dwh_dm_timetable_all";
DROP ROLE "${env}_dwh_dm_timetable_read";
DROP ROLE "${env}_dwh_dm_timetable_write";
DROP ROLE "${env}_dwh_dm_user_all";
DROP ROLE "${env}_dwh_dm_user_read";
DROP ROLE "${env}_dwh_dm_user_write";
DROP ROLE "${env}_dwh_dwh_auth_user_all";
DROP ROLE "${env}_dwh_dwh_auth_user_read";
DROP ROLE "${env}_dwh_dwh_auth_user_write";
DROP ROLE "${env}_dwh_dwh_rating_all";
DROP ROLE "${env}_dwh_dwh_rating_read";
DROP ROLE "${env}_dwh_dwh_rating_write";
DROP ROLE "${env}_dwh_dwh_rental_all";
DROP ROLE "${env}_dwh_dwh_rental_read";
DROP ROLE "${env}_dwh_dwh_rental_write";
DROP ROLE "${env}_dwh_dwh_user_info_all";
DROP ROLE "${env}_dwh_dwh_user_info_read";
DROP ROLE "${env}_dwh_dwh_user_info_write";
DROP ROLE "${env}_dwh_ods_auth_all";
DROP ROLE "${env}_dwh_ods_auth_read";
DROP ROLE "${env}_dwh_ods_auth_write";
DROP ROLE "${env}_dwh_ods_info_all";
DROP ROLE "${env}_dwh_ods_info_read";
DROP ROLE "${env}_dwh_ods_info_write";
DROP ROLE "${env}_dwh_ods_infra_logs_all";
DROP ROLE "${env}_dwh_ods_infra_logs_read";
DROP ROLE "${env}_dwh_ods_infra_logs_write";
DROP ROLE "${env}_dwh_ods_marketing_all";
DROP ROLE "${env}_dwh_ods_marketing_read";
DROP ROLE "${env}_dwh_ods_marketing_write";
DROP ROLE "${env}_dwh_ods_mymsuapi_all";
DROP ROLE "${env}_dwh_ods_mymsuapi_read";
DROP ROLE "${env}_dwh_ods_mymsuapi_write";
DROP ROLE "${env}_dwh_ods_rating_all";
DROP ROLE "${env}_dwh_ods_rating_read";
DROP ROLE "${env}_dwh_ods_rating_write";
DROP ROLE "${env}_dwh_ods_rental_all";
DROP ROLE "${env}_dwh_ods_rental_read";
DROP ROLE "${env}_dwh_ods_rental_write";
DROP ROLE "${env}_dwh_ods_social_all";
DROP ROLE "${env}_dwh_ods_social_read";
DROP ROLE "${env}_dwh_ods_social_write";
DROP ROLE "${env}_dwh_ods_timetable_all";
DROP ROLE "${env}_dwh_ods_timetable_read";
DROP ROLE "${env}_dwh_ods_timetable_write";
DROP ROLE "${env}_dwh_ods_userdata_all";
DROP ROLE "${env}_dwh_ods_userdata_read";
DROP ROLE "${env}_dwh_ods_userdata_write";
DROP ROLE "${env}_dwh_stg_achievement_all";
DROP ROLE "${env}_dwh_stg_achievement_read";
DROP ROLE "${env}_dwh_stg_achievement_write";
DROP ROLE "${env}_dwh_stg_auth_all";
DROP ROLE "${env}_dwh_stg_auth_read";
DROP ROLE "${env}_dwh_stg_auth_write";
DROP ROLE "${env}_dwh_stg_dubinushka_manual_all";
DROP ROLE "${env}_dwh_stg_dubinushka_manual_read";
DROP ROLE "${env}_dwh_stg_dubinushka_manual_write";
DROP ROLE "${env}_dwh_stg_github_all";
DROP ROLE "${env}_dwh_stg_github_read";
DROP ROLE "${env}_dwh_stg_github_write";
DROP ROLE "${env}_dwh_stg_infra_all";
DROP ROLE "${env}_dwh_stg_infra_read";
DROP ROLE "${env}_dwh_stg_infra_write";
DROP ROLE "${env}_dwh_stg_marketing_all";
DROP ROLE "${env}_dwh_stg_marketing_read";
DROP ROLE "${env}_dwh_stg_marketing_write";
DROP ROLE "${env}_dwh_stg_mymsuapi_all";
DROP ROLE "${env}_dwh_stg_mymsuapi_read";
DROP ROLE "${env}_dwh_stg_mymsuapi_write";
DROP ROLE "${env}_dwh_stg_physics_all";
DROP ROLE "${env}_dwh_stg_physics_read";
DROP ROLE "${env}_dwh_stg_physics_write";
DROP ROLE "${env}_dwh_stg_pinger_all";
DROP ROLE "${env}_dwh_stg_pinger_read";
DROP ROLE "${env}_dwh_stg_pinger_write";
DROP ROLE "${env}_dwh_stg_print_all";
DROP ROLE "${env}_dwh_stg_print_read";
DROP ROLE "${env}_dwh_stg_print_write";
DROP ROLE "${env}_dwh_stg_rasphysmsu_all";
DROP ROLE "${env}_dwh_stg_rasphysmsu_read";
DROP ROLE "${env}_dwh_stg_rasphysmsu_write";
DROP ROLE "${env}_dwh_stg_rating_all";
DROP ROLE "${env}_dwh_stg_rating_read";
DROP ROLE "${env}_dwh_stg_rating_write";
DROP ROLE "${env}_dwh_stg_redirector_all";
DROP ROLE "${env}_dwh_stg_redirector_read";
DROP ROLE "${env}_dwh_stg_redirector_write";
DROP ROLE "${env}_dwh_stg_rental_all";
DROP ROLE "${env}_dwh_stg_rental_read";
DROP ROLE "${env}_dwh_stg_rental_write";
DROP ROLE "${env}_dwh_stg_services_all";
DROP ROLE "${env}_dwh_stg_services_read";
DROP ROLE "${env}_dwh_stg_services_write";
DROP ROLE "${env}_dwh_stg_social_all";
DROP ROLE "${env}_dwh_stg_social_read";
DROP ROLE "${env}_dwh_stg_social_write";
DROP ROLE "${env}_dwh_stg_timetable_all";
DROP ROLE "${env}_dwh_stg_timetable_read";
DROP ROLE "${env}_dwh_stg_timetable_write";
DROP ROLE "${env}_dwh_stg_union_member_all";
DROP ROLE "${env}_dwh_stg_union_member_read";
DROP ROLE "${env}_dwh_stg_union_member_write";
DROP ROLE "${env}_dwh_stg_userdata_all";
DROP ROLE "${env}_dwh_stg_userdata_read";
DROP ROLE "${env}_dwh_stg_userdata_write";
DROP ROLE "${env}_orchestrator";
DROP ROLE "${env}_sensitive_dwh_stg_userdata_all";
DROP ROLE "${env}_sensitive_dwh_stg_userdata_read";
DROP ROLE "${env}_sensitive_dwh_stg_userdata_write";
