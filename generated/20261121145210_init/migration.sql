-- Roles
CREATE ROLE "${env}_analyst";
CREATE ROLE "${env}_dashboard" LOGIN CONNECTION LIMIT 5;
CREATE ROLE "${env}_dwh_dm_infra_logs_all";
CREATE ROLE "${env}_dwh_dm_infra_logs_read";
CREATE ROLE "${env}_dwh_dm_infra_logs_write";
CREATE ROLE "${env}_dwh_dm_marketing_all";
CREATE ROLE "${env}_dwh_dm_marketing_read";
CREATE ROLE "${env}_dwh_dm_marketing_write";
CREATE ROLE "${env}_dwh_dm_monitoring_all";
CREATE ROLE "${env}_dwh_dm_monitoring_read";
CREATE ROLE "${env}_dwh_dm_monitoring_write";
CREATE ROLE "${env}_dwh_dm_rating_all";
CREATE ROLE "${env}_dwh_dm_rating_read";
CREATE ROLE "${env}_dwh_dm_rating_write";
CREATE ROLE "${env}_dwh_dm_rental_all";
CREATE ROLE "${env}_dwh_dm_rental_read";
CREATE ROLE "${env}_dwh_dm_rental_write";
CREATE ROLE "${env}_dwh_dm_timetable_all";
CREATE ROLE "${env}_dwh_dm_timetable_read";
CREATE ROLE "${env}_dwh_dm_timetable_write";
CREATE ROLE "${env}_dwh_dm_user_all";
CREATE ROLE "${env}_dwh_dm_user_read";
CREATE ROLE "${env}_dwh_dm_user_write";
CREATE ROLE "${env}_dwh_dwh_auth_user_all";
CREATE ROLE "${env}_dwh_dwh_auth_user_read";
CREATE ROLE "${env}_dwh_dwh_auth_user_write";
CREATE ROLE "${env}_dwh_dwh_rating_all";
CREATE ROLE "${env}_dwh_dwh_rating_read";
CREATE ROLE "${env}_dwh_dwh_rating_write";
CREATE ROLE "${env}_dwh_dwh_rental_all";
CREATE ROLE "${env}_dwh_dwh_rental_read";
CREATE ROLE "${env}_dwh_dwh_rental_write";
CREATE ROLE "${env}_dwh_dwh_user_info_all";
CREATE ROLE "${env}_dwh_dwh_user_info_read";
CREATE ROLE "${env}_dwh_dwh_user_info_write";
CREATE ROLE "${env}_dwh_ods_auth_all";
CREATE ROLE "${env}_dwh_ods_auth_read";
CREATE ROLE "${env}_dwh_ods_auth_write";
CREATE ROLE "${env}_dwh_ods_info_all";
CREATE ROLE "${env}_dwh_ods_info_read";
CREATE ROLE "${env}_dwh_ods_info_write";
CREATE ROLE "${env}_dwh_ods_infra_logs_all";
CREATE ROLE "${env}_dwh_ods_infra_logs_read";
CREATE ROLE "${env}_dwh_ods_infra_logs_write";
CREATE ROLE "${env}_dwh_ods_marketing_all";
CREATE ROLE "${env}_dwh_ods_marketing_read";
CREATE ROLE "${env}_dwh_ods_marketing_write";
CREATE ROLE "${env}_dwh_ods_mymsuapi_all";
CREATE ROLE "${env}_dwh_ods_mymsuapi_read";
CREATE ROLE "${env}_dwh_ods_mymsuapi_write";
CREATE ROLE "${env}_dwh_ods_rating_all";
CREATE ROLE "${env}_dwh_ods_rating_read";
CREATE ROLE "${env}_dwh_ods_rating_write";
CREATE ROLE "${env}_dwh_ods_rental_all";
CREATE ROLE "${env}_dwh_ods_rental_read";
CREATE ROLE "${env}_dwh_ods_rental_write";
CREATE ROLE "${env}_dwh_ods_social_all";
CREATE ROLE "${env}_dwh_ods_social_read";
CREATE ROLE "${env}_dwh_ods_social_write";
CREATE ROLE "${env}_dwh_ods_timetable_all";
CREATE ROLE "${env}_dwh_ods_timetable_read";
CREATE ROLE "${env}_dwh_ods_timetable_write";
CREATE ROLE "${env}_dwh_ods_userdata_all";
CREATE ROLE "${env}_dwh_ods_userdata_read";
CREATE ROLE "${env}_dwh_ods_userdata_write";
CREATE ROLE "${env}_dwh_stg_achievement_all";
CREATE ROLE "${env}_dwh_stg_achievement_read";
CREATE ROLE "${env}_dwh_stg_achievement_write";
CREATE ROLE "${env}_dwh_stg_auth_all";
CREATE ROLE "${env}_dwh_stg_auth_read";
CREATE ROLE "${env}_dwh_stg_auth_write";
CREATE ROLE "${env}_dwh_stg_dubinushka_manual_all";
CREATE ROLE "${env}_dwh_stg_dubinushka_manual_read";
CREATE ROLE "${env}_dwh_stg_dubinushka_manual_write";
CREATE ROLE "${env}_dwh_stg_github_all";
CREATE ROLE "${env}_dwh_stg_github_read";
CREATE ROLE "${env}_dwh_stg_github_write";
CREATE ROLE "${env}_dwh_stg_infra_all";
CREATE ROLE "${env}_dwh_stg_infra_read";
CREATE ROLE "${env}_dwh_stg_infra_write";
CREATE ROLE "${env}_dwh_stg_marketing_all";
CREATE ROLE "${env}_dwh_stg_marketing_read";
CREATE ROLE "${env}_dwh_stg_marketing_write";
CREATE ROLE "${env}_dwh_stg_mymsuapi_all";
CREATE ROLE "${env}_dwh_stg_mymsuapi_read";
CREATE ROLE "${env}_dwh_stg_mymsuapi_write";
CREATE ROLE "${env}_dwh_stg_physics_all";
CREATE ROLE "${env}_dwh_stg_physics_read";
CREATE ROLE "${env}_dwh_stg_physics_write";
CREATE ROLE "${env}_dwh_stg_pinger_all";
CREATE ROLE "${env}_dwh_stg_pinger_read";
CREATE ROLE "${env}_dwh_stg_pinger_write";
CREATE ROLE "${env}_dwh_stg_print_all";
CREATE ROLE "${env}_dwh_stg_print_read";
CREATE ROLE "${env}_dwh_stg_print_write";
CREATE ROLE "${env}_dwh_stg_rasphysmsu_all";
CREATE ROLE "${env}_dwh_stg_rasphysmsu_read";
CREATE ROLE "${env}_dwh_stg_rasphysmsu_write";
CREATE ROLE "${env}_dwh_stg_rating_all";
CREATE ROLE "${env}_dwh_stg_rating_read";
CREATE ROLE "${env}_dwh_stg_rating_write";
CREATE ROLE "${env}_dwh_stg_redirector_all";
CREATE ROLE "${env}_dwh_stg_redirector_read";
CREATE ROLE "${env}_dwh_stg_redirector_write";
CREATE ROLE "${env}_dwh_stg_rental_all";
CREATE ROLE "${env}_dwh_stg_rental_read";
CREATE ROLE "${env}_dwh_stg_rental_write";
CREATE ROLE "${env}_dwh_stg_services_all";
CREATE ROLE "${env}_dwh_stg_services_read";
CREATE ROLE "${env}_dwh_stg_services_write";
CREATE ROLE "${env}_dwh_stg_social_all";
CREATE ROLE "${env}_dwh_stg_social_read";
CREATE ROLE "${env}_dwh_stg_social_write";
CREATE ROLE "${env}_dwh_stg_timetable_all";
CREATE ROLE "${env}_dwh_stg_timetable_read";
CREATE ROLE "${env}_dwh_stg_timetable_write";
CREATE ROLE "${env}_dwh_stg_union_member_all";
CREATE ROLE "${env}_dwh_stg_union_member_read";
CREATE ROLE "${env}_dwh_stg_union_member_write";
CREATE ROLE "${env}_dwh_stg_userdata_all";
CREATE ROLE "${env}_dwh_stg_userdata_read";
CREATE ROLE "${env}_dwh_stg_userdata_write";
CREATE ROLE "${env}_orchestrator" LOGIN CONNECTION LIMIT 20;
CREATE ROLE "${env}_sensitive_dwh_stg_userdata_all";
CREATE ROLE "${env}_sensitive_dwh_stg_userdata_read";
CREATE ROLE "${env}_sensitive_dwh_stg_userdata_write";
COMMENT ON ROLE "${env}_analyst" IS 'Reads all data marts';
COMMENT ON ROLE "${env}_dashboard" IS 'Shows monitoring and rental';
COMMENT ON ROLE "${env}_orchestrator" IS 'Loads STG, ODS and DWH';
--> statement-breakpoint
CREATE SCHEMA "DM_INFRA_LOGS";
--> statement-breakpoint
CREATE SCHEMA "STG_ACHIEVEMENT";
--> statement-breakpoint
CREATE SCHEMA "STG_AUTH";
--> statement-breakpoint
CREATE SCHEMA "STG_DUBINUSHKA_MANUAL";
--> statement-breakpoint
CREATE SCHEMA "STG_GITHUB";
--> statement-breakpoint
CREATE SCHEMA "STG_INFRA";
--> statement-breakpoint
CREATE SCHEMA "STG_MARKETING";
--> statement-breakpoint
CREATE SCHEMA "STG_MYMSUAPI";
--> statement-breakpoint
CREATE SCHEMA "STG_PHYSICS";
--> statement-breakpoint
CREATE SCHEMA "STG_PINGER";
--> statement-breakpoint
CREATE SCHEMA "STG_PRINT";
--> statement-breakpoint
CREATE SCHEMA "STG_RASPHYSMSU";
--> statement-breakpoint
CREATE SCHEMA "STG_RATING";
--> statement-breakpoint
CREATE SCHEMA "DM_TIMETABLE";
--> statement-breakpoint
CREATE SCHEMA "STG_REDIRECTOR";
--> statement-breakpoint
CREATE SCHEMA "STG_RENTAL";
--> statement-breakpoint
CREATE SCHEMA "STG_SERVICES";
--> statement-breakpoint
CREATE SCHEMA "STG_SOCIAL";
--> statement-breakpoint
CREATE SCHEMA "DM_USER";
--> statement-breakpoint
CREATE SCHEMA "STG_TIMETABLE";
--> statement-breakpoint
CREATE SCHEMA "STG_UNION_MEMBER";
--> statement-breakpoint
CREATE SCHEMA "STG_USERDATA";
--> statement-breakpoint
CREATE SCHEMA "DWH_AUTH_USER";
--> statement-breakpoint
CREATE SCHEMA "DWH_RATING";
--> statement-breakpoint
CREATE SCHEMA "DWH_RENTAL";
--> statement-breakpoint
CREATE SCHEMA "DM_MARKETING";
--> statement-breakpoint
CREATE SCHEMA "DWH_USER_INFO";
--> statement-breakpoint
CREATE SCHEMA "ODS_AUTH";
--> statement-breakpoint
CREATE SCHEMA "ODS_INFO";
--> statement-breakpoint
CREATE SCHEMA "ODS_INFRA_LOGS";
--> statement-breakpoint
CREATE SCHEMA "ODS_MARKETING";
--> statement-breakpoint
CREATE SCHEMA "ODS_MYMSUAPI";
--> statement-breakpoint
CREATE SCHEMA "ODS_RATING";
--> statement-breakpoint
CREATE SCHEMA "ODS_RENTAL";
--> statement-breakpoint
CREATE SCHEMA "DM_MONITORING";
--> statement-breakpoint
CREATE SCHEMA "ODS_SOCIAL";
--> statement-breakpoint
CREATE SCHEMA "ODS_TIMETABLE";
--> statement-breakpoint
CREATE SCHEMA "DM_RATING";
--> statement-breakpoint
CREATE SCHEMA "ODS_USERDATA";
--> statement-breakpoint
CREATE SCHEMA "DM_RENTAL";
--> statement-breakpoint
CREATE TABLE "DM_INFRA_LOGS"."container_log_cube" (
	"id" serial PRIMARY KEY,
	"container_name" varchar NOT NULL,
	"create_date" varchar NOT NULL,
	"debug_cnt" integer NOT NULL,
	"warn_cnt" integer NOT NULL,
	"info_cnt" integer NOT NULL,
	"error_cnt" integer NOT NULL,
	"critical_cnt" integer NOT NULL,
	"other_cnt" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "DM_RENTAL"."dm_rentals_events" (
	"uuid" uuid PRIMARY KEY,
	"user_id" integer NOT NULL,
	"item_id" integer NOT NULL,
	"admin_open_session_id" integer NOT NULL,
	"admin_close_session_id" integer,
	"reservation_ts" timestamp NOT NULL,
	"start_ts" timestamp NOT NULL,
	"end_ts" timestamp NOT NULL,
	"actual_return_ts" timestamp NOT NULL,
	"status" varchar NOT NULL,
	"type_id" integer NOT NULL,
	"name" varchar NOT NULL,
	"image_url" varchar,
	"description" varchar,
	"session_id" integer NOT NULL,
	"session_duration_minutes" timestamp,
	"overdue_minutes" timestamp,
	"strikes_count" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "STG_ACHIEVEMENT"."achievement_reciever" (
	"id" serial PRIMARY KEY,
	"user_id" integer,
	"achievement_id" integer,
	"create_ts" timestamp,
	"update_ts" timestamp
);
--> statement-breakpoint
CREATE TABLE "STG_AUTH"."auth_method" (
	"id" serial PRIMARY KEY,
	"user_id" integer,
	"auth_method" varchar,
	"param" varchar,
	"value" varchar,
	"create_ts" timestamp,
	"update_ts" timestamp,
	"is_deleted" boolean
);
--> statement-breakpoint
CREATE TABLE "STG_AUTH"."dynamic_option" (
	"id" serial PRIMARY KEY,
	"create_ts" timestamp,
	"value_integer" integer,
	"value_string" varchar,
	"value_double" double precision,
	"update_ts" timestamp,
	"name" varchar
);
--> statement-breakpoint
CREATE TABLE "STG_AUTH"."group" (
	"id" serial PRIMARY KEY,
	"name" varchar,
	"parent_id" integer,
	"create_ts" timestamp,
	"update_ts" timestamp,
	"is_deleted" boolean
);
--> statement-breakpoint
CREATE TABLE "STG_AUTH"."group_scope" (
	"id" serial PRIMARY KEY,
	"group_id" integer,
	"scope_id" integer,
	"is_deleted" boolean
);
--> statement-breakpoint
CREATE TABLE "STG_AUTH"."scope" (
	"id" serial PRIMARY KEY,
	"creator_id" integer,
	"name" varchar,
	"comment" varchar,
	"is_deleted" boolean
);
--> statement-breakpoint
CREATE TABLE "STG_AUTH"."user" (
	"id" serial PRIMARY KEY,
	"is_deleted" boolean,
	"create_ts" timestamp,
	"update_ts" timestamp
);
--> statement-breakpoint
CREATE TABLE "STG_AUTH"."user_group" (
	"id" serial PRIMARY KEY,
	"user_id" integer,
	"group_id" integer,
	"is_deleted" boolean
);
--> statement-breakpoint
CREATE TABLE "DM_RENTAL"."dm_strike" (
	"strike_id" serial PRIMARY KEY,
	"user_id" integer NOT NULL,
	"user_segment" varchar,
	"session_id" integer NOT NULL,
	"item_id" integer NOT NULL,
	"item_type_id" integer NOT NULL,
	"item_type_name" varchar,
	"item_name" varchar NOT NULL,
	"strike_reason" varchar,
	"strike_date" timestamp NOT NULL,
	"admin_id" integer NOT NULL,
	"admin_name" varchar,
	"total_strikes_user" integer NOT NULL,
	"total_strikes_session" integer NOT NULL,
	"rental_start_ts" timestamp NOT NULL,
	"rental_end_ts" timestamp NOT NULL,
	"return_ts" timestamp,
	"session_status" varchar
);
--> statement-breakpoint
CREATE TABLE "STG_AUTH"."user_message_delay" (
	"id" serial PRIMARY KEY,
	"delay_time" timestamp,
	"user_email" varchar,
	"user_ip" varchar
);
--> statement-breakpoint
CREATE TABLE "STG_AUTH"."user_session" (
	"id" serial PRIMARY KEY,
	"session_name" varchar,
	"user_id" integer,
	"expires" timestamp,
	"token" varchar,
	"last_activity" timestamp,
	"create_ts" timestamp,
	"is_unbounded" boolean
);
--> statement-breakpoint
CREATE TABLE "STG_AUTH"."user_session_scope" (
	"id" serial PRIMARY KEY,
	"user_session_id" integer,
	"scope_id" integer,
	"is_deleted" boolean
);
--> statement-breakpoint
CREATE TABLE "STG_DUBINUSHKA_MANUAL"."comment" (
	"flag" integer NOT NULL,
	"id" serial PRIMARY KEY,
	"lecturer_id" integer,
	"comment_text" varchar,
	"author_name" varchar,
	"rate" varchar,
	"date" varchar,
	"dobr" varchar,
	"hal" varchar,
	"pon" varchar
);
--> statement-breakpoint
CREATE TABLE "STG_DUBINUSHKA_MANUAL"."lecturer" (
	"flagprep" integer,
	"id" serial PRIMARY KEY,
	"surname" varchar,
	"subject" varchar,
	"fullrate" integer,
	"mn_count" varchar,
	"photo" integer,
	"dobr" double precision,
	"hal" double precision,
	"pon" double precision,
	"isdead" integer,
	"obituary" varchar
);
--> statement-breakpoint
CREATE TABLE "STG_GITHUB"."org_info" (
	"id" varchar PRIMARY KEY,
	"login" varchar,
	"node_id" varchar,
	"url" varchar,
	"repos_url" varchar,
	"events_url" varchar,
	"hooks_url" varchar,
	"issues_url" varchar,
	"members_url" varchar,
	"public_members_url" varchar,
	"avatar_url" varchar,
	"description" varchar,
	"name" varchar,
	"company" varchar,
	"blog" varchar,
	"location" varchar,
	"email" varchar,
	"twitter_username" varchar,
	"is_verified" varchar,
	"has_organization_projects" varchar,
	"has_repository_projects" varchar,
	"public_repos" varchar,
	"public_gists" varchar,
	"followers" varchar,
	"following" varchar,
	"html_url" varchar,
	"created_at" varchar,
	"updated_at" varchar,
	"archived_at" varchar,
	"type" varchar,
	"total_private_repos" varchar,
	"owned_private_repos" varchar,
	"private_gists" varchar,
	"disk_usage" varchar,
	"collaborators" varchar,
	"billing_email" varchar,
	"default_repository_permission" varchar,
	"members_can_create_repositories" varchar,
	"two_factor_requirement_enabled" varchar,
	"members_allowed_repository_creation_type" varchar,
	"members_can_create_public_repositories" varchar,
	"members_can_create_private_repositories" varchar,
	"members_can_create_internal_repositories" varchar,
	"members_can_create_pages" varchar,
	"members_can_fork_private_repositories" varchar,
	"web_commit_signoff_required" varchar,
	"members_can_create_public_pages" varchar,
	"members_can_create_private_pages" varchar,
	"plan_name" varchar,
	"plan_space" varchar,
	"plan_private_repos" varchar,
	"plan_filled_seats" varchar,
	"plan_seats" varchar,
	"advanced_security_enabled_for_new_repositories" varchar,
	"dependabot_alerts_enabled_for_new_repositories" varchar,
	"dependabot_security_updates_enabled_for_new_repositories" varchar,
	"dependency_graph_enabled_for_new_repositories" varchar,
	"secret_scanning_enabled_for_new_repositories" varchar,
	"secret_scanning_push_protection_enabled_for_new_repositories" varchar,
	"secret_scanning_push_protection_custom_link_enabled" varchar,
	"secret_scanning_push_protection_custom_link" varchar,
	"secret_scanning_validity_checks_enabled" varchar
);
--> statement-breakpoint
CREATE TABLE "STG_GITHUB"."profcomff_commit" (
	"sha" varchar,
	"repo_id" integer,
	"node_id" varchar,
	"commit_author_name" varchar,
	"commit_author_email" varchar,
	"commit_author_date" varchar,
	"commit_committer_name" varchar,
	"commit_committer_email" varchar,
	"commit_committer_date" varchar,
	"commit_message" varchar,
	"commit_tree_sha" varchar,
	"commit_tree_url" varchar,
	"commit_url" varchar,
	"commit_comment_count" integer,
	"commit_verification_verified" boolean,
	"commit_verification_reason" varchar,
	"commit_verification_signature" varchar,
	"commit_verification_payload" varchar,
	"url" varchar,
	"html_url" varchar,
	"comments_url" varchar,
	"author_login" varchar,
	"author_id" integer,
	"author_node_id" varchar,
	"author_avatar_url" varchar,
	"author_gravatar_id" varchar,
	"author_url" varchar,
	"author_html_url" varchar,
	"author_followers_url" varchar,
	"author_following_url" varchar,
	"author_gists_url" varchar,
	"author_starred_url" varchar,
	"author_subscriptions_url" varchar,
	"author_organizations_url" varchar,
	"author_repos_url" varchar,
	"author_events_url" varchar,
	"author_received_events_url" varchar,
	"author_type" varchar,
	"author_site_admin" varchar,
	"committer_login" varchar,
	"committer_id" integer,
	"committer_node_id" varchar,
	"committer_avatar_url" varchar,
	"committer_gravatar_id" varchar,
	"committer_url" varchar,
	"committer_html_url" varchar,
	"committer_followers_url" varchar,
	"committer_following_url" varchar,
	"committer_gists_url" varchar,
	"committer_starred_url" varchar,
	"committer_subscriptions_url" varchar,
	"committer_organizations_url" varchar,
	"committer_repos_url" varchar,
	"committer_events_url" varchar,
	"committer_received_events_url" varchar,
	"committer_type" varchar,
	"committer_site_admin" varchar,
	"parents" varchar,
	"author" varchar,
	"committer" varchar,
	CONSTRAINT "profcomff_commit_pkey" PRIMARY KEY("sha","repo_id")
);
--> statement-breakpoint
CREATE TABLE "STG_GITHUB"."profcomff_invation" (
	"id" serial PRIMARY KEY,
	"node_id" varchar,
	"login" varchar,
	"email" varchar,
	"role" varchar,
	"created_at" varchar,
	"failed_at" varchar,
	"failed_reason" varchar,
	"inviter_login" varchar,
	"inviter_id" integer,
	"inviter_node_id" varchar,
	"inviter_avatar_url" varchar,
	"inviter_gravatar_id" varchar,
	"inviter_url" varchar,
	"inviter_html_url" varchar,
	"inviter_followers_url" varchar,
	"inviter_following_url" varchar,
	"inviter_gists_url" varchar,
	"inviter_starred_url" varchar,
	"inviter_subscriptions_url" varchar,
	"inviter_organizations_url" varchar,
	"inviter_repos_url" varchar,
	"inviter_events_url" varchar,
	"inviter_received_events_url" varchar,
	"inviter_type" varchar,
	"inviter_site_admin" boolean,
	"team_count" integer,
	"invitation_teams_url" varchar,
	"invitation_source" varchar
);
--> statement-breakpoint
CREATE TABLE "STG_GITHUB"."profcomff_issue" (
	"id" bigint,
	"repo_id" integer,
	"url" varchar,
	"repository_url" varchar,
	"labels_url" varchar,
	"comments_url" varchar,
	"events_url" varchar,
	"html_url" varchar,
	"node_id" varchar,
	"number" integer,
	"title" varchar,
	"user_login" varchar,
	"user_id" integer,
	"user_node_id" varchar,
	"user_avatar_url" varchar,
	"user_gravatar_id" varchar,
	"user_url" varchar,
	"user_html_url" varchar,
	"user_followers_url" varchar,
	"user_following_url" varchar,
	"user_gists_url" varchar,
	"user_starred_url" varchar,
	"user_subscriptions_url" varchar,
	"user_organizations_url" varchar,
	"user_repos_url" varchar,
	"user_events_url" varchar,
	"user_received_events_url" varchar,
	"user_type" varchar,
	"user_site_admin" varchar,
	"labels" varchar,
	"state" varchar,
	"locked" varchar,
	"assignee" varchar,
	"assignees" varchar,
	"milestone" varchar,
	"comments" integer,
	"created_at" varchar,
	"updated_at" varchar,
	"closed_at" varchar,
	"author_association" varchar,
	"active_lock_reason" varchar,
	"body" varchar,
	"reactions_url" varchar,
	"reactions_total_count" integer,
	"reactions_like" integer,
	"reactions_dislike" integer,
	"reactions_laugh" integer,
	"reactions_hooray" integer,
	"reactions_confused" integer,
	"reactions_heart" integer,
	"reactions_rocket" integer,
	"reactions_eyes" integer,
	"timeline_url" varchar,
	"performed_via_github_app" varchar,
	"state_reason" varchar,
	"assignee_login" varchar,
	"assignee_id" integer,
	"assignee_node_id" varchar,
	"assignee_avatar_url" varchar,
	"assignee_gravatar_id" varchar,
	"assignee_url" varchar,
	"assignee_html_url" varchar,
	"assignee_followers_url" varchar,
	"assignee_following_url" varchar,
	"assignee_gists_url" varchar,
	"assignee_starred_url" varchar,
	"assignee_subscriptions_url" varchar,
	"assignee_organizations_url" varchar,
	"assignee_repos_url" varchar,
	"assignee_events_url" varchar,
	"assignee_received_events_url" varchar,
	"assignee_type" varchar,
	"assignee_site_admin" varchar,
	"draft" varchar,
	"pull_request_url" varchar,
	"pull_request_html_url" varchar,
	"pull_request_diff_url" varchar,
	"pull_request_patch_url" varchar,
	"pull_request_merged_at" varchar,
	"milestone_url" varchar,
	"milestone_html_url" varchar,
	"milestone_labels_url" varchar,
	"milestone_id" integer,
	"milestone_node_id" varchar,
	"milestone_number" integer,
	"milestone_title" varchar,
	"milestone_description" varchar,
	"milestone_creator_login" varchar,
	"milestone_creator_id" integer,
	"milestone_creator_node_id" varchar,
	"milestone_creator_avatar_url" varchar,
	"milestone_creator_gravatar_id" varchar,
	"milestone_creator_url" varchar,
	"milestone_creator_html_url" varchar,
	"milestone_creator_followers_url" varchar,
	"milestone_creator_following_url" varchar,
	"milestone_creator_gists_url" varchar,
	"milestone_creator_starred_url" varchar,
	"milestone_creator_subscriptions_url" varchar,
	"milestone_creator_organizations_url" varchar,
	"milestone_creator_repos_url" varchar,
	"milestone_creator_events_url" varchar,
	"milestone_creator_received_events_url" varchar,
	"milestone_creator_type" varchar,
	"milestone_creator_site_admin" varchar,
	"milestone_open_issues" integer,
	"milestone_closed_issues" integer,
	"milestone_state" varchar,
	"milestone_created_at" varchar,
	"milestone_updated_at" varchar,
	"milestone_due_on" integer,
	"milestone_closed_at" integer,
	CONSTRAINT "profcomff_issue_pkey" PRIMARY KEY("id","repo_id")
);
--> statement-breakpoint
CREATE TABLE "DM_TIMETABLE"."dim_event_act" (
	"id" uuid PRIMARY KEY,
	"timetable_alias" varchar,
	"event_api_id" integer,
	"event_name_text" varchar,
	"source_name" varchar NOT NULL
);
--> statement-breakpoint
CREATE TABLE "STG_GITHUB"."profcomff_member" (
	"id" serial PRIMARY KEY,
	"login" varchar,
	"node_id" varchar,
	"avatar_url" varchar,
	"gravatar_id" varchar,
	"url" varchar,
	"html_url" varchar,
	"followers_url" varchar,
	"following_url" varchar,
	"gists_url" varchar,
	"starred_url" varchar,
	"subscriptions_url" varchar,
	"organizations_url" varchar,
	"repos_url" varchar,
	"events_url" varchar,
	"received_events_url" varchar,
	"type" varchar,
	"site_admin" boolean
);
--> statement-breakpoint
CREATE TABLE "STG_GITHUB"."profcomff_repo" (
	"id" serial PRIMARY KEY,
	"node_id" varchar,
	"name" varchar,
	"full_name" varchar,
	"private" boolean,
	"owner_login" varchar,
	"owner_id" integer,
	"owner_node_id" varchar,
	"owner_avatar_url" varchar,
	"owner_gravatar_id" varchar,
	"owner_url" varchar,
	"owner_html_url" varchar,
	"owner_followers_url" varchar,
	"owner_following_url" varchar,
	"owner_gists_url" varchar,
	"owner_starred_url" varchar,
	"owner_subscriptions_url" varchar,
	"owner_organizations_url" varchar,
	"owner_repos_url" varchar,
	"owner_events_url" varchar,
	"owner_received_events_url" varchar,
	"owner_type" varchar,
	"owner_site_admin" boolean,
	"html_url" varchar,
	"description" varchar,
	"fork" boolean,
	"url" varchar,
	"forks_url" varchar,
	"keys_url" varchar,
	"collaborators_url" varchar,
	"teams_url" varchar,
	"hooks_url" varchar,
	"issue_events_url" varchar,
	"events_url" varchar,
	"assignees_url" varchar,
	"branches_url" varchar,
	"tags_url" varchar,
	"blobs_url" varchar,
	"git_tags_url" varchar,
	"git_refs_url" varchar,
	"trees_url" varchar,
	"statuses_url" varchar,
	"languages_url" varchar,
	"stargazers_url" varchar,
	"contributors_url" varchar,
	"subscribers_url" varchar,
	"subscription_url" varchar,
	"commits_url" varchar,
	"git_commits_url" varchar,
	"comments_url" varchar,
	"issue_comment_url" varchar,
	"contents_url" varchar,
	"compare_url" varchar,
	"merges_url" varchar,
	"archive_url" varchar,
	"downloads_url" varchar,
	"issues_url" varchar,
	"pulls_url" varchar,
	"milestones_url" varchar,
	"notifications_url" varchar,
	"labels_url" varchar,
	"releases_url" varchar,
	"deployments_url" varchar,
	"created_at" varchar,
	"updated_at" varchar,
	"pushed_at" varchar,
	"git_url" varchar,
	"ssh_url" varchar,
	"clone_url" varchar,
	"svn_url" varchar,
	"homepage" varchar,
	"size" integer,
	"stargazers_count" integer,
	"watchers_count" integer,
	"language" varchar,
	"has_issues" boolean,
	"has_projects" boolean,
	"has_downloads" boolean,
	"has_wiki" boolean,
	"has_pages" boolean,
	"has_discussions" boolean,
	"forks_count" integer,
	"mirror_url" varchar,
	"archived" boolean,
	"disabled" boolean,
	"open_issues_count" integer,
	"license" integer,
	"allow_forking" boolean,
	"is_template" boolean,
	"web_commit_signoff_required" boolean,
	"topics" varchar,
	"visibility" varchar,
	"forks" integer,
	"open_issues" integer,
	"watchers" integer,
	"default_branch" varchar,
	"permissions_admin" boolean,
	"permissions_maintain" boolean,
	"permissions_push" boolean,
	"permissions_triage" boolean,
	"permissions_pull" boolean,
	"license_key" varchar,
	"license_name" varchar,
	"license_spdx_id" varchar,
	"license_url" varchar,
	"license_node_id" varchar,
	"security_and_analysis_secret_scanning_status" varchar,
	"security_and_analysis_secret_scanning_push_protection_status" varchar,
	"security_and_analysis_dependabot_security_updates_status" varchar,
	"security_and_analysis_secret_scanning_validity_checks_status" varchar
);
--> statement-breakpoint
CREATE TABLE "STG_GITHUB"."profcomff_team" (
	"id" serial PRIMARY KEY,
	"name" varchar,
	"node_id" varchar,
	"slug" varchar,
	"description" varchar,
	"privacy" varchar,
	"notification_setting" varchar,
	"url" varchar,
	"html_url" varchar,
	"members_url" varchar,
	"repositories_url" varchar,
	"permission" varchar,
	"parent" varchar,
	"type" varchar,
	"organization_id" integer
);
--> statement-breakpoint
CREATE TABLE "STG_GITHUB"."profcomff_team_member" (
	"id" integer,
	"team_id" integer,
	"login" varchar,
	"node_id" varchar,
	"avatar_url" varchar,
	"gravatar_id" varchar,
	"url" varchar,
	"html_url" varchar,
	"followers_url" varchar,
	"following_url" varchar,
	"gists_url" varchar,
	"starred_url" varchar,
	"subscriptions_url" varchar,
	"organizations_url" varchar,
	"repos_url" varchar,
	"events_url" varchar,
	"received_events_url" varchar,
	"type" varchar,
	"site_admin" boolean,
	"user_view_type" varchar,
	CONSTRAINT "profcomff_team_member_pkey" PRIMARY KEY("id","team_id")
);
--> statement-breakpoint
CREATE TABLE "STG_GITHUB"."profcomff_team_repo" (
	"id" integer,
	"team_id" integer,
	"node_id" varchar,
	"name" varchar,
	"full_name" varchar,
	"private" varchar,
	"owner_login" varchar,
	"owner_id" integer,
	"owner_node_id" varchar,
	"owner_avatar_url" varchar,
	"owner_gravatar_id" varchar,
	"owner_url" varchar,
	"owner_html_url" varchar,
	"owner_followers_url" varchar,
	"owner_following_url" varchar,
	"owner_gists_url" varchar,
	"owner_starred_url" varchar,
	"owner_subscriptions_url" varchar,
	"owner_organizations_url" varchar,
	"owner_repos_url" varchar,
	"owner_events_url" varchar,
	"owner_received_events_url" varchar,
	"owner_type" varchar,
	"owner_site_admin" varchar,
	"html_url" varchar,
	"description" varchar,
	"fork" varchar,
	"url" varchar,
	"forks_url" varchar,
	"keys_url" varchar,
	"collaborators_url" varchar,
	"teams_url" varchar,
	"hooks_url" varchar,
	"issue_events_url" varchar,
	"events_url" varchar,
	"assignees_url" varchar,
	"branches_url" varchar,
	"tags_url" varchar,
	"blobs_url" varchar,
	"git_tags_url" varchar,
	"git_refs_url" varchar,
	"trees_url" varchar,
	"statuses_url" varchar,
	"languages_url" varchar,
	"stargazers_url" varchar,
	"contributors_url" varchar,
	"subscribers_url" varchar,
	"subscription_url" varchar,
	"commits_url" varchar,
	"git_commits_url" varchar,
	"comments_url" varchar,
	"issue_comment_url" varchar,
	"contents_url" varchar,
	"compare_url" varchar,
	"merges_url" varchar,
	"archive_url" varchar,
	"downloads_url" varchar,
	"issues_url" varchar,
	"pulls_url" varchar,
	"milestones_url" varchar,
	"notifications_url" varchar,
	"labels_url" varchar,
	"releases_url" varchar,
	"deployments_url" varchar,
	"created_at" varchar,
	"updated_at" varchar,
	"pushed_at" varchar,
	"git_url" varchar,
	"ssh_url" varchar,
	"clone_url" varchar,
	"svn_url" varchar,
	"homepage" varchar,
	"size" integer,
	"stargazers_count" integer,
	"watchers_count" integer,
	"language" varchar,
	"has_issues" varchar,
	"has_projects" varchar,
	"has_downloads" varchar,
	"has_wiki" varchar,
	"has_pages" varchar,
	"forks_count" integer,
	"mirror_url" varchar,
	"archived" varchar,
	"disabled" varchar,
	"open_issues_count" integer,
	"license_key" varchar,
	"license_name" varchar,
	"license_spdx_id" varchar,
	"license_url" varchar,
	"license_node_id" varchar,
	"allow_forking" varchar,
	"topics" varchar,
	"visibility" varchar,
	"forks" integer,
	"open_issues" integer,
	"watchers" integer,
	"default_branch" varchar,
	"permissions_admin" varchar,
	"permissions_maintain" varchar,
	"permissions_push" varchar,
	"permissions_triage" varchar,
	"permissions_pull" varchar,
	"role_name" varchar,
	"license" varchar,
	"owner_user_view_type" varchar,
	CONSTRAINT "profcomff_team_repo_pkey" PRIMARY KEY("id","team_id")
);
--> statement-breakpoint
CREATE TABLE "STG_INFRA"."container_log" (
	"id" serial PRIMARY KEY,
	"record" varchar,
	"logfile" varchar,
	"create_ts" timestamp DEFAULT now()
);
--> statement-breakpoint
CREATE TABLE "STG_INFRA"."container_processes" (
	"id" serial PRIMARY KEY,
	"record" varchar,
	"create_ts" timestamp DEFAULT now()
);
--> statement-breakpoint
CREATE TABLE "STG_MARKETING"."actions_info" (
	"id" serial PRIMARY KEY,
	"user_id" integer,
	"action" varchar,
	"path_from" varchar,
	"path_to" varchar,
	"additional_data" varchar,
	"create_ts" timestamp
);
--> statement-breakpoint
CREATE TABLE "DM_TIMETABLE"."dim_group_act" (
	"id" uuid PRIMARY KEY,
	"timetable_alias" varchar,
	"group_api_id" integer NOT NULL,
	"group_name_text" varchar,
	"group_number" varchar,
	"source_name" varchar NOT NULL
);
--> statement-breakpoint
CREATE TABLE "STG_MARKETING"."user" (
	"id" serial PRIMARY KEY,
	"union_number" varchar,
	"user_agent" varchar,
	"auth_user_id" integer,
	"modify_ts" timestamp,
	"create_ts" timestamp
);
--> statement-breakpoint
CREATE TABLE "STG_MYMSUAPI"."raw_timetable_api" (
	"id" serial PRIMARY KEY,
	"group_name" varchar NOT NULL,
	"discipline_name" varchar NOT NULL,
	"discipline_id" integer NOT NULL,
	"classroom_name" varchar NOT NULL,
	"classroom_id" integer NOT NULL,
	"lesson_type_text" varchar NOT NULL,
	"lesson_from_dttm_ts" timestamp NOT NULL,
	"lesson_to_dttm_ts" timestamp NOT NULL,
	"teacher_users" json NOT NULL,
	"study_groups" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "STG_PHYSICS"."contacts" (
	"id" serial PRIMARY KEY,
	"name" varchar,
	"email" varchar,
	"phone" varchar,
	"workplace" varchar,
	"upload_ts" timestamp
);
--> statement-breakpoint
CREATE TABLE "STG_PINGER"."alert" (
	"id" serial PRIMARY KEY,
	"data" varchar,
	"filter" varchar,
	"create_ts" timestamp
);
--> statement-breakpoint
CREATE TABLE "STG_PINGER"."fetcher" (
	"id" serial PRIMARY KEY,
	"type" varchar,
	"address" varchar,
	"fetch_data" varchar,
	"delay_ok" integer,
	"delay_fail" integer,
	"create_ts" timestamp
);
--> statement-breakpoint
CREATE TABLE "STG_PINGER"."metric" (
	"id" serial PRIMARY KEY,
	"name" varchar,
	"ok" boolean,
	"time_delta" double precision
);
--> statement-breakpoint
CREATE TABLE "STG_PINGER"."receiver" (
	"id" serial PRIMARY KEY,
	"url" varchar,
	"method" varchar,
	"receiver_body" varchar,
	"create_ts" timestamp
);
--> statement-breakpoint
CREATE TABLE "DM_TIMETABLE"."dim_lecturer_act" (
	"id" uuid PRIMARY KEY,
	"timetable_alias" varchar,
	"lecturer_api_id" integer NOT NULL,
	"lecturer_first_name" varchar,
	"lecturer_middle_name" varchar,
	"lecturer_last_name" varchar,
	"lecturer_avatar_id" integer,
	"lecturer_description" varchar,
	"source_name" varchar NOT NULL
);
--> statement-breakpoint
CREATE TABLE "STG_PRINT"."file" (
	"id" serial PRIMARY KEY,
	"pin" varchar,
	"file" varchar,
	"owner_id" integer,
	"option_pages" varchar,
	"option_copies" integer,
	"option_two_sided" boolean,
	"created_at" timestamp,
	"updated_at" timestamp,
	"number_of_pages" integer,
	"source" varchar
);
--> statement-breakpoint
CREATE TABLE "STG_PRINT"."print_fact" (
	"id" serial PRIMARY KEY,
	"file_id" integer,
	"owner_id" integer,
	"created_at" timestamp,
	"sheets_used" integer
);
--> statement-breakpoint
CREATE TABLE "STG_PRINT"."tg_user" (
	"tg_id" bigserial PRIMARY KEY,
	"surname" varchar,
	"number" varchar
);
--> statement-breakpoint
CREATE TABLE "STG_PRINT"."union_member" (
	"id" serial PRIMARY KEY,
	"surname" varchar,
	"union_number" varchar,
	"student_number" varchar
);
--> statement-breakpoint
CREATE TABLE "STG_PRINT"."vk_user" (
	"vk_id" bigserial PRIMARY KEY,
	"surname" varchar,
	"number" varchar
);
--> statement-breakpoint
CREATE TABLE "STG_RASPHYSMSU"."diff" (
	"id" serial PRIMARY KEY,
	"subject" varchar NOT NULL,
	"odd" boolean NOT NULL,
	"even" boolean NOT NULL,
	"weekday" integer,
	"num" integer,
	"start" varchar NOT NULL,
	"end" varchar NOT NULL,
	"place" integer[] NOT NULL,
	"group" integer[] NOT NULL,
	"teacher" integer[] NOT NULL,
	"events_id" integer[],
	"action" varchar
);
--> statement-breakpoint
CREATE TABLE "STG_RASPHYSMSU"."link_new_with_dates" (
	"id" integer NOT NULL,
	"subject" varchar,
	"odd" boolean,
	"even" boolean,
	"weekday" integer,
	"num" integer,
	"start" varchar,
	"end" varchar,
	"place" integer[] NOT NULL,
	"group" integer[] NOT NULL,
	"teacher" integer[] NOT NULL,
	"events_id" integer[]
);
--> statement-breakpoint
CREATE TABLE "STG_RASPHYSMSU"."new" (
	"id" serial PRIMARY KEY,
	"subject" varchar NOT NULL,
	"odd" boolean NOT NULL,
	"even" boolean NOT NULL,
	"weekday" integer,
	"num" integer,
	"start" varchar NOT NULL,
	"end" varchar NOT NULL,
	"place" integer[] NOT NULL,
	"group" integer[] NOT NULL,
	"teacher" integer[] NOT NULL,
	"events_id" integer[]
);
--> statement-breakpoint
CREATE TABLE "DM_TIMETABLE"."dim_room_act" (
	"id" uuid PRIMARY KEY,
	"timetable_alias" varchar,
	"room_api_id" integer NOT NULL,
	"room_name" varchar,
	"room_direction_text_type" varchar,
	"room_department" varchar,
	"source_name" varchar NOT NULL
);
--> statement-breakpoint
CREATE TABLE "STG_RASPHYSMSU"."new_with_dates" (
	"id" integer NOT NULL,
	"subject" varchar NOT NULL,
	"odd" boolean NOT NULL,
	"even" boolean NOT NULL,
	"weekday" integer,
	"num" integer,
	"start" varchar NOT NULL,
	"end" varchar NOT NULL,
	"place" integer[] NOT NULL,
	"group" integer[] NOT NULL,
	"teacher" integer[] NOT NULL,
	"events_id" integer[]
);
--> statement-breakpoint
CREATE TABLE "STG_RASPHYSMSU"."old" (
	"id" serial PRIMARY KEY,
	"subject" varchar NOT NULL,
	"odd" boolean NOT NULL,
	"even" boolean NOT NULL,
	"weekday" integer,
	"num" integer,
	"start" varchar NOT NULL,
	"end" varchar NOT NULL,
	"place" integer[] NOT NULL,
	"group" integer[] NOT NULL,
	"teacher" integer[] NOT NULL,
	"events_id" integer[]
);
--> statement-breakpoint
CREATE TABLE "STG_RASPHYSMSU"."raw_html" (
	"url" varchar PRIMARY KEY,
	"raw_html" varchar
);
--> statement-breakpoint
CREATE TABLE "STG_RASPHYSMSU"."raw_html_old" (
	"url" varchar PRIMARY KEY,
	"raw_html" varchar
);
--> statement-breakpoint
CREATE TABLE "STG_RATING"."comment" (
	"uuid" uuid PRIMARY KEY,
	"create_ts" timestamp NOT NULL,
	"update_ts" timestamp NOT NULL,
	"subject" varchar,
	"text" varchar,
	"mark_kindness" integer NOT NULL,
	"mark_freebie" integer NOT NULL,
	"mark_clarity" integer NOT NULL,
	"lecturer_id" integer NOT NULL,
	"review_status" varchar NOT NULL
);
--> statement-breakpoint
CREATE TABLE "STG_RATING"."lecturer" (
	"id" serial PRIMARY KEY,
	"first_name" varchar NOT NULL,
	"last_name" varchar NOT NULL,
	"middle_name" varchar NOT NULL,
	"subject" varchar,
	"avatar_link" varchar,
	"timetable_id" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "STG_RATING"."lecturer_user_comment" (
	"id" serial PRIMARY KEY,
	"lecturer_id" integer NOT NULL,
	"user_id" integer NOT NULL,
	"create_ts" timestamp NOT NULL,
	"update_ts" timestamp NOT NULL
);
--> statement-breakpoint
CREATE TABLE "STG_REDIRECTOR"."link" (
	"id" serial PRIMARY KEY,
	"url_from" varchar NOT NULL CONSTRAINT "link_url_from_key" UNIQUE,
	"url_to" varchar NOT NULL,
	"created_at" timestamp NOT NULL,
	"updated_at" timestamp NOT NULL
);
--> statement-breakpoint
CREATE TABLE "STG_REDIRECTOR"."redirect_fact" (
	"id" serial PRIMARY KEY,
	"link_id" integer,
	"method" varchar NOT NULL,
	"created_at" timestamp NOT NULL,
	"user_agent" varchar NOT NULL,
	"browser_family" varchar,
	"browser_version" varchar,
	"os_family" varchar,
	"os_version" varchar,
	"device_family" varchar,
	"device_brand" varchar,
	"device_model" varchar
);
--> statement-breakpoint
CREATE TABLE "STG_RENTAL"."event" (
	"id" serial PRIMARY KEY,
	"user_id" integer NOT NULL,
	"admin_id" integer NOT NULL,
	"session_id" integer NOT NULL,
	"action_type" varchar NOT NULL,
	"details" varchar NOT NULL,
	"create_ts" timestamp NOT NULL
);
--> statement-breakpoint
CREATE TABLE "STG_RENTAL"."item" (
	"id" serial PRIMARY KEY,
	"type_id" integer NOT NULL,
	"is_available" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "STG_RENTAL"."item_type" (
	"id" serial PRIMARY KEY,
	"name" varchar NOT NULL,
	"image_url" varchar,
	"description" varchar
);
--> statement-breakpoint
CREATE TABLE "STG_RENTAL"."rental_session" (
	"id" serial PRIMARY KEY,
	"user_id" integer NOT NULL,
	"item_id" integer NOT NULL,
	"admin_open_id" integer NOT NULL,
	"admin_close_id" integer,
	"reservation_ts" timestamp NOT NULL,
	"start_ts" timestamp NOT NULL,
	"end_ts" timestamp NOT NULL,
	"actual_return_ts" timestamp NOT NULL,
	"status" varchar NOT NULL
);
--> statement-breakpoint
CREATE TABLE "STG_RENTAL"."strike" (
	"id" serial PRIMARY KEY,
	"user_id" integer NOT NULL,
	"admin_id" integer NOT NULL,
	"reason" varchar NOT NULL,
	"create_ts" timestamp NOT NULL,
	"session_id" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "STG_SERVICES"."button" (
	"id" serial PRIMARY KEY,
	"name" varchar,
	"order" integer,
	"category_id" integer,
	"icon" varchar,
	"link" varchar,
	"type" varchar,
	"is_hidden" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "STG_SERVICES"."category" (
	"id" serial PRIMARY KEY,
	"order" integer,
	"name" varchar,
	"type" varchar
);
--> statement-breakpoint
CREATE TABLE "DM_TIMETABLE"."dm_timetable_act" (
	"event_id" uuid PRIMARY KEY,
	"name" varchar NOT NULL,
	"odd" boolean NOT NULL,
	"even" boolean NOT NULL,
	"weekday" integer NOT NULL,
	"num" integer NOT NULL,
	"start" varchar NOT NULL,
	"end" varchar NOT NULL,
	"group" varchar NOT NULL,
	"event_name" varchar,
	"group_name" varchar,
	"lecturer_name" varchar,
	"room_name" varchar,
	"event_api_id" integer,
	"group_api_id" integer,
	"lecturer_api_id" integer,
	"room_api_id" integer
);
--> statement-breakpoint
CREATE TABLE "STG_SERVICES"."scope" (
	"id" serial PRIMARY KEY,
	"name" varchar,
	"category_id" integer,
	"button_id" integer,
	"is_required" boolean
);
--> statement-breakpoint
CREATE TABLE "STG_SOCIAL"."create_group_request" (
	"id" serial PRIMARY KEY,
	"valid_ts" timestamp,
	"create_ts" timestamp,
	"owner_id" integer,
	"mapped_group_id" integer,
	"secret_key" varchar
);
--> statement-breakpoint
CREATE TABLE "STG_SOCIAL"."group" (
	"id" serial PRIMARY KEY,
	"owner_id" integer,
	"name" varchar,
	"description" varchar,
	"invite_link" varchar,
	"hidden" boolean,
	"update_ts" timestamp,
	"create_ts" timestamp,
	"last_active_ts" timestamp,
	"is_deleted" boolean,
	"type" varchar
);
--> statement-breakpoint
CREATE TABLE "STG_SOCIAL"."telegram_channel" (
	"id" serial PRIMARY KEY,
	"channel_id" bigint
);
--> statement-breakpoint
CREATE TABLE "STG_SOCIAL"."telegram_chat" (
	"id" serial PRIMARY KEY,
	"chat_id" bigint
);
--> statement-breakpoint
CREATE TABLE "STG_SOCIAL"."vk_chat" (
	"id" serial PRIMARY KEY,
	"peer_id" integer
);
--> statement-breakpoint
CREATE TABLE "STG_SOCIAL"."vk_group" (
	"id" serial PRIMARY KEY,
	"group_id" integer,
	"confirmation_token" varchar,
	"secret_key" varchar
);
--> statement-breakpoint
CREATE TABLE "STG_SOCIAL"."webhook_storage" (
	"id" serial PRIMARY KEY,
	"system" varchar,
	"message" varchar,
	"event_ts" timestamp
);
--> statement-breakpoint
CREATE TABLE "STG_TIMETABLE"."comment_event" (
	"id" serial PRIMARY KEY,
	"event_id" integer,
	"author_name" varchar,
	"text" varchar,
	"approve_status" varchar,
	"create_ts" timestamp,
	"update_ts" timestamp,
	"is_deleted" boolean
);
--> statement-breakpoint
CREATE TABLE "STG_TIMETABLE"."comment_lecturer" (
	"id" serial PRIMARY KEY,
	"lecturer_id" integer,
	"author_name" varchar,
	"text" varchar,
	"approve_status" varchar,
	"create_ts" timestamp,
	"update_ts" timestamp,
	"is_deleted" boolean
);
--> statement-breakpoint
CREATE TABLE "STG_TIMETABLE"."credentials" (
	"id" serial PRIMARY KEY,
	"group" varchar,
	"email" varchar,
	"scope" varchar,
	"token" varchar,
	"create_ts" timestamp,
	"update_ts" timestamp
);
--> statement-breakpoint
CREATE TABLE "STG_TIMETABLE"."event" (
	"id" serial PRIMARY KEY,
	"name" varchar,
	"start_ts" timestamp,
	"end_ts" timestamp,
	"is_deleted" boolean
);
--> statement-breakpoint
CREATE TABLE "STG_TIMETABLE"."events_groups" (
	"id" serial PRIMARY KEY,
	"event_id" integer,
	"group_id" integer
);
--> statement-breakpoint
CREATE TABLE "STG_TIMETABLE"."events_lecturers" (
	"id" serial PRIMARY KEY,
	"event_id" integer,
	"lecturer_id" integer
);
--> statement-breakpoint
CREATE TABLE "STG_TIMETABLE"."events_rooms" (
	"id" serial PRIMARY KEY,
	"event_id" integer,
	"room_id" integer
);
--> statement-breakpoint
CREATE TABLE "STG_TIMETABLE"."group" (
	"id" serial PRIMARY KEY,
	"name" varchar,
	"number" varchar,
	"is_deleted" boolean
);
--> statement-breakpoint
CREATE TABLE "STG_TIMETABLE"."lecturer" (
	"id" serial PRIMARY KEY,
	"first_name" varchar,
	"middle_name" varchar,
	"last_name" varchar,
	"avatar_id" integer,
	"description" varchar,
	"is_deleted" boolean
);
--> statement-breakpoint
CREATE TABLE "STG_TIMETABLE"."photo" (
	"id" serial PRIMARY KEY,
	"lecturer_id" integer,
	"link" varchar,
	"approve_status" varchar,
	"is_deleted" boolean
);
--> statement-breakpoint
CREATE TABLE "DM_USER"."union_member_card" (
	"user_id" serial PRIMARY KEY,
	"card_id" integer,
	"card_number" varchar
);
--> statement-breakpoint
CREATE TABLE "STG_TIMETABLE"."room" (
	"id" serial PRIMARY KEY,
	"name" varchar,
	"direction" varchar,
	"building" varchar,
	"building_url" varchar,
	"is_deleted" boolean
);
--> statement-breakpoint
CREATE TABLE "STG_UNION_MEMBER"."union_member" (
	"id" serial PRIMARY KEY,
	"type_of_learning" varchar,
	"rzd_status" varchar,
	"academic_level" varchar,
	"academic_level_translated" varchar,
	"status" varchar,
	"faculty" varchar,
	"faculty_translated" varchar,
	"first_name" varchar,
	"first_name_translated" varchar,
	"last_name" varchar,
	"last_name_translated" varchar,
	"middle_name" varchar,
	"middle_name_translated" varchar,
	"email" varchar,
	"date_of_birth" varchar,
	"phone_number" varchar,
	"image" varchar,
	"rzd_datetime" varchar,
	"rzd_number" varchar,
	"grade_level" integer,
	"has_student_id" boolean,
	"entry_date" varchar,
	"status_gain_date" varchar,
	"card_id" integer,
	"card_status" varchar,
	"card_date" varchar,
	"card_number" varchar,
	"card_user" varchar,
	"student_id" varchar
);
--> statement-breakpoint
CREATE TABLE "STG_USERDATA"."category" (
	"id" serial PRIMARY KEY,
	"name" varchar,
	"read_scope" varchar,
	"update_scope" varchar,
	"create_ts" timestamp,
	"modify_ts" timestamp,
	"is_deleted" boolean
);
--> statement-breakpoint
CREATE TABLE "STG_USERDATA"."encrypted_info" (
	"id" serial PRIMARY KEY,
	"param_id" integer,
	"source_id" integer,
	"owner_id" integer,
	"value" bytea,
	"create_ts" timestamp,
	"modify_ts" timestamp,
	"is_deleted" boolean
);
--> statement-breakpoint
CREATE TABLE "STG_USERDATA"."info" (
	"id" serial PRIMARY KEY,
	"param_id" integer,
	"source_id" integer,
	"owner_id" integer,
	"value" varchar,
	"create_ts" timestamp,
	"modify_ts" timestamp,
	"is_deleted" boolean
);
--> statement-breakpoint
CREATE TABLE "STG_USERDATA"."info_keys" (
	"id" serial PRIMARY KEY,
	"key" varchar NOT NULL
);
--> statement-breakpoint
CREATE TABLE "STG_USERDATA"."param" (
	"id" serial PRIMARY KEY,
	"visible_in_user_response" boolean,
	"name" varchar,
	"category_id" integer,
	"is_required" boolean,
	"changeable" boolean,
	"type" varchar,
	"create_ts" timestamp,
	"modify_ts" timestamp,
	"is_deleted" boolean,
	"is_public" boolean,
	"validation" varchar
);
--> statement-breakpoint
CREATE TABLE "STG_USERDATA"."source" (
	"id" serial PRIMARY KEY,
	"name" varchar,
	"trust_level" integer,
	"create_ts" timestamp,
	"modify_ts" timestamp,
	"is_deleted" boolean
);
--> statement-breakpoint
CREATE TABLE "DM_INFRA_LOGS"."incident_hint" (
	"id" serial PRIMARY KEY,
	"msk_record_loaded_dttm" timestamp NOT NULL,
	"container_name" varchar NOT NULL,
	"message" varchar NOT NULL,
	"create_ts" timestamp NOT NULL
);
--> statement-breakpoint
CREATE TABLE "DM_USER"."union_member_join" (
	"user_id" serial PRIMARY KEY,
	"email" varchar,
	"phone_number" varchar,
	"vk_name" varchar,
	"city" varchar,
	"hometown" varchar,
	"location" varchar,
	"github_name" varchar,
	"telegram_name" varchar,
	"home_phone_number" varchar,
	"education_level" varchar,
	"university" varchar,
	"group" varchar,
	"faculty" varchar,
	"position" varchar,
	"student_id_number" varchar,
	"department" varchar,
	"mode_of_study" varchar,
	"full_name" varchar,
	"birth_date" varchar,
	"photo" varchar,
	"sex" varchar,
	"job" varchar,
	"work_location" varchar,
	"card_status" varchar,
	"card_date" varchar,
	"card_number" varchar
);
--> statement-breakpoint
CREATE TABLE "DWH_AUTH_USER"."info" (
	"id" serial PRIMARY KEY,
	"email" varchar,
	"auth_email" varchar NOT NULL,
	"phone_number" varchar,
	"vk_name" varchar,
	"city" varchar,
	"hometown" varchar,
	"location" varchar,
	"github_name" varchar,
	"telegram_name" varchar,
	"home_phone_number" varchar,
	"education_level" varchar,
	"university" varchar,
	"group" varchar,
	"faculty" varchar,
	"position" varchar,
	"student_id_number" varchar,
	"department" varchar,
	"mode_of_study" varchar,
	"full_name" varchar,
	"birth_date" varchar,
	"photo" varchar,
	"sex" varchar,
	"job" varchar,
	"work_location" varchar,
	"is_deleted" boolean
);
--> statement-breakpoint
CREATE TABLE "DWH_RATING"."comment" (
	"uuid" uuid PRIMARY KEY,
	"api_uuid" uuid NOT NULL,
	"create_ts" timestamp NOT NULL,
	"update_ts" timestamp NOT NULL,
	"subject" varchar,
	"text" varchar,
	"mark_kindness" integer NOT NULL,
	"mark_freebie" integer NOT NULL,
	"mark_clarity" integer NOT NULL,
	"lecturer_id" integer NOT NULL,
	"review_status" varchar NOT NULL,
	"valid_from_dt" date,
	"valid_to_dt" date
);
--> statement-breakpoint
CREATE TABLE "DWH_RATING"."lecturer" (
	"uuid" uuid PRIMARY KEY,
	"api_id" integer NOT NULL,
	"first_name" varchar NOT NULL,
	"last_name" varchar NOT NULL,
	"middle_name" varchar NOT NULL,
	"subject" varchar,
	"avatar_link" varchar,
	"timetable_id" integer NOT NULL,
	"rank" integer DEFAULT 0 NOT NULL,
	"mark_weighted" double precision DEFAULT 0 NOT NULL,
	"mark_kindness_weighted" double precision DEFAULT 0 NOT NULL,
	"mark_clarity_weighted" double precision DEFAULT 0 NOT NULL,
	"mark_freebie_weighted" double precision DEFAULT 0 NOT NULL,
	"valid_from_dt" date,
	"valid_to_dt" date
);
--> statement-breakpoint
CREATE TABLE "DWH_RATING"."lecturer_user_comment" (
	"uuid" uuid PRIMARY KEY,
	"api_id" integer NOT NULL,
	"lecturer_id" integer NOT NULL,
	"user_id" integer NOT NULL,
	"create_ts" timestamp NOT NULL,
	"update_ts" timestamp NOT NULL,
	"valid_from_dt" date,
	"valid_to_dt" date
);
--> statement-breakpoint
CREATE TABLE "DWH_RENTAL"."event" (
	"uuid" uuid PRIMARY KEY,
	"api_id" integer NOT NULL,
	"user_id" integer NOT NULL,
	"admin_id" integer NOT NULL,
	"session_id" integer NOT NULL,
	"action_type" varchar NOT NULL,
	"details" varchar NOT NULL,
	"create_ts" timestamp NOT NULL,
	"valid_from_dt" date,
	"valid_to_dt" date
);
--> statement-breakpoint
CREATE TABLE "DWH_RENTAL"."item" (
	"uuid" uuid PRIMARY KEY,
	"api_id" integer NOT NULL,
	"type_id" integer NOT NULL,
	"is_available" boolean NOT NULL,
	"valid_from_dt" date,
	"valid_to_dt" date
);
--> statement-breakpoint
CREATE TABLE "DWH_RENTAL"."item_type" (
	"uuid" uuid PRIMARY KEY,
	"api_id" integer NOT NULL,
	"name" varchar NOT NULL,
	"image_url" varchar,
	"description" varchar,
	"valid_from_dt" date,
	"valid_to_dt" date
);
--> statement-breakpoint
CREATE TABLE "DWH_RENTAL"."rental_session" (
	"uuid" uuid PRIMARY KEY,
	"api_id" integer NOT NULL,
	"user_id" integer NOT NULL,
	"item_id" integer NOT NULL,
	"admin_open_id" integer NOT NULL,
	"admin_close_id" integer,
	"reservation_ts" timestamp NOT NULL,
	"start_ts" timestamp NOT NULL,
	"end_ts" timestamp NOT NULL,
	"actual_return_ts" timestamp NOT NULL,
	"status" varchar NOT NULL,
	"valid_from_dt" date,
	"valid_to_dt" date
);
--> statement-breakpoint
CREATE TABLE "DWH_RENTAL"."strike" (
	"uuid" uuid PRIMARY KEY,
	"api_id" integer NOT NULL,
	"user_id" integer NOT NULL,
	"session_id" integer NOT NULL,
	"admin_id" integer NOT NULL,
	"reason" varchar NOT NULL,
	"create_ts" timestamp NOT NULL,
	"valid_from_dt" date,
	"valid_to_dt" date
);
--> statement-breakpoint
CREATE TABLE "DWH_USER_INFO"."encrypted_info" (
	"user_id" serial PRIMARY KEY,
	"email" bytea,
	"phone_number" bytea,
	"vk_name" bytea,
	"city" bytea,
	"hometown" bytea,
	"location" bytea,
	"github_name" bytea,
	"telegram_name" bytea,
	"home_phone_number" bytea,
	"education_level" bytea,
	"university" bytea,
	"group" bytea,
	"faculty" bytea,
	"position" bytea,
	"student_id_number" bytea,
	"department" bytea,
	"mode_of_study" bytea,
	"full_name" bytea,
	"birth_date" bytea,
	"photo" bytea,
	"sex" bytea,
	"job" bytea,
	"work_location" bytea
);
--> statement-breakpoint
CREATE TABLE "DWH_USER_INFO"."info" (
	"user_id" serial PRIMARY KEY,
	"email" varchar,
	"phone_number" varchar,
	"vk_name" varchar,
	"city" varchar,
	"hometown" varchar,
	"location" varchar,
	"github_name" varchar,
	"telegram_name" varchar,
	"home_phone_number" varchar,
	"education_level" varchar,
	"university" varchar,
	"group" varchar,
	"faculty" varchar,
	"position" varchar,
	"student_id_number" varchar,
	"department" varchar,
	"mode_of_study" varchar,
	"full_name" varchar,
	"birth_date" varchar,
	"photo" varchar,
	"sex" varchar,
	"job" varchar,
	"work_location" varchar
);
--> statement-breakpoint
CREATE TABLE "DWH_USER_INFO"."union_member" (
	"id" serial PRIMARY KEY,
	"full_name" varchar,
	"card_status" varchar,
	"card_date" varchar,
	"card_number" varchar
);
--> statement-breakpoint
CREATE TABLE "ODS_AUTH"."auth_method" (
	"id" integer NOT NULL,
	"user_id" integer,
	"auth_method" varchar,
	"param" varchar,
	"value" varchar,
	"create_ts" timestamp,
	"update_ts" timestamp,
	"is_deleted" boolean,
	"valid_from_dt" date,
	"valid_to_dt" date
);
--> statement-breakpoint
CREATE TABLE "ODS_AUTH"."user" (
	"id" integer NOT NULL,
	"is_deleted" boolean,
	"create_ts" timestamp,
	"update_ts" timestamp,
	"valid_from_dt" date,
	"valid_to_dt" date
);
--> statement-breakpoint
CREATE TABLE "DM_MARKETING"."frontend_actions_services" (
	"uuid" uuid PRIMARY KEY,
	"user_id" integer NOT NULL,
	"action" varchar NOT NULL,
	"path_from" varchar,
	"path_to" varchar,
	"user_agent" varchar,
	"is_bot" boolean NOT NULL,
	"create_ts" timestamp NOT NULL,
	"service_from_name" varchar,
	"service_to_name" varchar
);
--> statement-breakpoint
CREATE TABLE "ODS_INFO"."info_hist" (
	"id" integer NOT NULL,
	"param_id" integer,
	"source_id" integer,
	"owner_id" integer,
	"value" varchar,
	"create_ts" timestamp,
	"modify_ts" timestamp,
	"is_deleted" boolean,
	"valid_from_dt" date,
	"valid_to_dt" date
);
--> statement-breakpoint
CREATE TABLE "ODS_INFO"."param_hist" (
	"id" integer NOT NULL,
	"visible_in_user_response" boolean,
	"name" varchar,
	"category_id" integer,
	"is_required" boolean,
	"changeable" boolean,
	"type" varchar,
	"create_ts" timestamp,
	"modify_ts" timestamp,
	"is_deleted" boolean,
	"validation" varchar,
	"valid_from_dt" date,
	"valid_to_dt" date
);
--> statement-breakpoint
CREATE TABLE "ODS_INFRA_LOGS"."container_log" (
	"id" serial PRIMARY KEY,
	"record" json NOT NULL,
	"container_name" varchar NOT NULL,
	"create_ts" timestamp NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ODS_MARKETING"."frontend_actions" (
	"uuid" uuid PRIMARY KEY,
	"user_id" integer NOT NULL,
	"action" varchar NOT NULL,
	"path_from" varchar,
	"path_to" varchar,
	"user_agent" varchar,
	"is_bot" boolean NOT NULL,
	"create_ts" timestamp NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ODS_MARKETING"."printer_actions" (
	"uuid" uuid PRIMARY KEY,
	"action" varchar NOT NULL,
	"path_from" varchar,
	"path_to" varchar,
	"status" varchar NOT NULL,
	"app_version" varchar NOT NULL,
	"create_ts" timestamp NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ODS_MARKETING"."printer_bots_actions" (
	"uuid" uuid PRIMARY KEY,
	"action" varchar NOT NULL,
	"path_from" varchar,
	"path_to" varchar,
	"status" varchar NOT NULL,
	"user_id" varchar NOT NULL,
	"surname" varchar NOT NULL,
	"number" varchar NOT NULL,
	"pin" integer,
	"status_code" integer,
	"description" varchar,
	"create_ts" timestamp NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ODS_MARKETING"."rating_actions" (
	"uuid" uuid PRIMARY KEY,
	"action" varchar NOT NULL,
	"path_to" varchar,
	"response_status_code" integer NOT NULL,
	"user_id" integer NOT NULL,
	"query" varchar NOT NULL,
	"create_ts" timestamp NOT NULL
);
--> statement-breakpoint
CREATE TABLE "DM_MONITORING"."db_monitoring_snp" (
	"id" integer NOT NULL,
	"table_name" varchar NOT NULL,
	"table_schema" varchar NOT NULL,
	"table_size_mb" integer NOT NULL,
	"indexes_size_mb" integer NOT NULL,
	"total_size_mb" integer NOT NULL,
	"state_dt" date NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ODS_MYMSUAPI"."ods_timetable_api_flattened" (
	"id" serial PRIMARY KEY,
	"group_name" varchar NOT NULL,
	"discipline_name" varchar NOT NULL,
	"discipline_id" integer NOT NULL,
	"classroom_name" varchar NOT NULL,
	"classroom_id" integer NOT NULL,
	"lesson_type_text" varchar NOT NULL,
	"lesson_from_dttm_ts" timestamp NOT NULL,
	"lesson_to_dttm_ts" timestamp NOT NULL,
	"teacher_full_name" varchar NOT NULL,
	"study_group_id" integer NOT NULL,
	"study_group_name" varchar NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ODS_RATING"."comment" (
	"uuid" uuid PRIMARY KEY,
	"api_uuid" uuid NOT NULL,
	"create_ts" timestamp NOT NULL,
	"update_ts" timestamp NOT NULL,
	"subject" varchar,
	"text" varchar,
	"mark_kindness" integer NOT NULL,
	"mark_freebie" integer NOT NULL,
	"mark_clarity" integer NOT NULL,
	"lecturer_id" integer NOT NULL,
	"review_status" varchar NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ODS_RATING"."lecturer" (
	"uuid" uuid PRIMARY KEY,
	"api_id" integer NOT NULL,
	"first_name" varchar NOT NULL,
	"last_name" varchar NOT NULL,
	"middle_name" varchar NOT NULL,
	"subject" varchar,
	"avatar_link" varchar,
	"timetable_id" integer NOT NULL,
	"mark_weighted" double precision DEFAULT 0 NOT NULL,
	"mark_kindness_weighted" double precision DEFAULT 0 NOT NULL,
	"mark_clarity_weighted" double precision DEFAULT 0 NOT NULL,
	"mark_freebie_weighted" double precision DEFAULT 0 NOT NULL,
	"rank" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ODS_RATING"."lecturer_user_comment" (
	"uuid" uuid PRIMARY KEY,
	"api_id" integer NOT NULL,
	"lecturer_id" integer NOT NULL,
	"user_id" integer NOT NULL,
	"create_ts" timestamp NOT NULL,
	"update_ts" timestamp NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ODS_RENTAL"."event" (
	"uuid" uuid PRIMARY KEY,
	"api_id" integer NOT NULL,
	"user_id" integer NOT NULL,
	"admin_id" integer NOT NULL,
	"session_id" integer NOT NULL,
	"action_type" varchar NOT NULL,
	"details" varchar NOT NULL,
	"create_ts" timestamp NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ODS_RENTAL"."item" (
	"uuid" uuid PRIMARY KEY,
	"api_id" integer NOT NULL,
	"type_id" integer NOT NULL,
	"is_available" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ODS_RENTAL"."item_type" (
	"uuid" uuid PRIMARY KEY,
	"api_id" integer NOT NULL,
	"name" varchar NOT NULL,
	"image_url" varchar,
	"description" varchar
);
--> statement-breakpoint
CREATE TABLE "ODS_RENTAL"."rental_session" (
	"uuid" uuid PRIMARY KEY,
	"api_id" integer NOT NULL,
	"user_id" integer NOT NULL,
	"item_id" integer NOT NULL,
	"admin_open_id" integer NOT NULL,
	"admin_close_id" integer,
	"reservation_ts" timestamp NOT NULL,
	"start_ts" timestamp NOT NULL,
	"end_ts" timestamp NOT NULL,
	"actual_return_ts" timestamp NOT NULL,
	"status" varchar NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ODS_RENTAL"."strike" (
	"uuid" uuid PRIMARY KEY,
	"api_id" integer NOT NULL,
	"user_id" integer NOT NULL,
	"session_id" integer NOT NULL,
	"admin_id" integer NOT NULL,
	"reason" varchar NOT NULL,
	"create_ts" timestamp NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ODS_SOCIAL"."git_hub" (
	"uuid" uuid PRIMARY KEY,
	"status" varchar NOT NULL,
	"url" varchar NOT NULL,
	"issue_id" varchar,
	"user_id" varchar,
	"user_login" varchar,
	"issue_title" varchar,
	"repository_id" varchar,
	"assignee_id" varchar,
	"assignee_login" varchar,
	"created_at" timestamp,
	"updated_at" timestamp,
	"closed_at" timestamp,
	"organization_id" varchar NOT NULL,
	"organizatin_login" varchar,
	"event_ts" timestamp NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ODS_SOCIAL"."viribus_chat" (
	"uuid" uuid PRIMARY KEY,
	"thread_name" varchar,
	"message_text" varchar,
	"sender_telegram_login" varchar,
	"message_ts" timestamp NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ODS_TIMETABLE"."ods_link_timetable_group" (
	"id" uuid PRIMARY KEY,
	"event_id" uuid,
	"group_id" uuid
);
--> statement-breakpoint
CREATE TABLE "ODS_TIMETABLE"."ods_link_timetable_lesson" (
	"id" uuid PRIMARY KEY,
	"event_id" uuid,
	"lesson_id" uuid
);
--> statement-breakpoint
CREATE TABLE "ODS_TIMETABLE"."ods_link_timetable_room" (
	"id" uuid PRIMARY KEY,
	"event_id" uuid,
	"room_id" uuid
);
--> statement-breakpoint
CREATE TABLE "ODS_TIMETABLE"."ods_link_timetable_teacher" (
	"id" uuid PRIMARY KEY,
	"event_id" uuid,
	"teacher_id" uuid
);
--> statement-breakpoint
CREATE TABLE "ODS_TIMETABLE"."ods_manual_timetable_constraints" (
	"event_id" uuid PRIMARY KEY,
	"empty_room_flg" uuid,
	"empty_lecturer_flg" uuid,
	"empty_group_flg" uuid
);
--> statement-breakpoint
CREATE TABLE "DM_RATING"."dm_lecturer_comment_act" (
	"comment_api_uuid" uuid NOT NULL,
	"lecturer_api_id" integer NOT NULL,
	"lecturer_full_name" varchar,
	"lecturer_first_name" varchar,
	"lecturer_last_name" varchar,
	"lecturer_middle_name" varchar,
	"mark_weighted" double precision DEFAULT 0 NOT NULL,
	"mark_kindness_weighted" double precision DEFAULT 0 NOT NULL,
	"mark_clarity_weighted" double precision DEFAULT 0 NOT NULL,
	"mark_freebie_weighted" double precision DEFAULT 0 NOT NULL,
	"rank" integer DEFAULT 0 NOT NULL,
	"timetable_id" integer,
	"has_timetable_id" boolean NOT NULL,
	"lecturer_subject" varchar,
	"comment_subject" varchar,
	"comment_shortened_text" varchar,
	"comment_full_text" varchar,
	"comment_create_ts" timestamp,
	"comment_update_ts" timestamp,
	"comment_mark_kindness" integer NOT NULL,
	"comment_mark_freebie" integer NOT NULL,
	"comment_mark_clarity" integer NOT NULL,
	"comment_review_status" varchar NOT NULL,
	"user_id" integer,
	"user_full_name" varchar,
	"user_email" varchar
);
--> statement-breakpoint
CREATE TABLE "ODS_TIMETABLE"."ods_timetable_act" (
	"id" uuid PRIMARY KEY,
	"name" varchar NOT NULL,
	"odd" boolean NOT NULL,
	"even" boolean NOT NULL,
	"weekday" integer NOT NULL,
	"num" integer NOT NULL,
	"start" varchar NOT NULL,
	"end" varchar NOT NULL,
	"group" varchar NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ODS_USERDATA"."academic_group" (
	"group" varchar,
	"user_id" integer,
	"source" varchar NOT NULL,
	"created" timestamp,
	"modified" timestamp,
	"is_deleted" boolean,
	CONSTRAINT "academic_group_pkey" PRIMARY KEY("group","user_id")
);
--> statement-breakpoint
CREATE TABLE "ODS_USERDATA"."address" (
	"address" varchar,
	"user_id" integer,
	"source" varchar NOT NULL,
	"created" timestamp,
	"modified" timestamp,
	"is_deleted" boolean,
	CONSTRAINT "address_pkey" PRIMARY KEY("address","user_id")
);
--> statement-breakpoint
CREATE TABLE "ODS_USERDATA"."birth_city" (
	"city" varchar,
	"user_id" integer,
	"source" varchar NOT NULL,
	"created" timestamp,
	"modified" timestamp,
	"is_deleted" boolean,
	CONSTRAINT "birth_city_pkey" PRIMARY KEY("city","user_id")
);
--> statement-breakpoint
CREATE TABLE "ODS_USERDATA"."birthday" (
	"birthday" timestamp,
	"user_id" integer,
	"source" varchar NOT NULL,
	"created" timestamp,
	"modified" timestamp,
	"is_deleted" boolean,
	CONSTRAINT "birthday_pkey" PRIMARY KEY("birthday","user_id")
);
--> statement-breakpoint
CREATE TABLE "ODS_USERDATA"."card" (
	"card_id" varchar,
	"card_status" varchar NOT NULL,
	"card_date" varchar NOT NULL,
	"card_number" varchar NOT NULL,
	"card_user" varchar NOT NULL,
	"user_id" integer,
	"source" varchar NOT NULL,
	"created" timestamp,
	"modified" timestamp,
	"is_deleted" boolean,
	CONSTRAINT "card_pkey" PRIMARY KEY("card_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "ODS_USERDATA"."city" (
	"city" varchar,
	"user_id" integer,
	"source" varchar NOT NULL,
	"created" timestamp,
	"modified" timestamp,
	"is_deleted" boolean,
	CONSTRAINT "city_pkey" PRIMARY KEY("city","user_id")
);
--> statement-breakpoint
CREATE TABLE "ODS_USERDATA"."department" (
	"department" varchar,
	"user_id" integer,
	"source" varchar NOT NULL,
	"created" timestamp,
	"modified" timestamp,
	"is_deleted" boolean,
	CONSTRAINT "department_pkey" PRIMARY KEY("department","user_id")
);
--> statement-breakpoint
CREATE TABLE "ODS_USERDATA"."education_form" (
	"form" varchar,
	"user_id" integer,
	"source" varchar NOT NULL,
	"created" timestamp,
	"modified" timestamp,
	"is_deleted" boolean,
	CONSTRAINT "education_form_pkey" PRIMARY KEY("form","user_id")
);
--> statement-breakpoint
CREATE TABLE "ODS_USERDATA"."education_level" (
	"level" varchar,
	"user_id" integer,
	"source" varchar NOT NULL,
	"created" timestamp,
	"modified" timestamp,
	"is_deleted" boolean,
	CONSTRAINT "education_level_pkey" PRIMARY KEY("level","user_id")
);
--> statement-breakpoint
CREATE TABLE "ODS_USERDATA"."email" (
	"email" varchar,
	"user_id" integer,
	"source" varchar NOT NULL,
	"created" timestamp,
	"modified" timestamp,
	"is_deleted" boolean,
	CONSTRAINT "email_pkey" PRIMARY KEY("email","user_id")
);
--> statement-breakpoint
CREATE TABLE "ODS_USERDATA"."faculty" (
	"faculty" varchar,
	"user_id" integer,
	"source" varchar NOT NULL,
	"created" timestamp,
	"modified" timestamp,
	"is_deleted" boolean,
	CONSTRAINT "faculty_pkey" PRIMARY KEY("faculty","user_id")
);
--> statement-breakpoint
CREATE TABLE "ODS_USERDATA"."full_name" (
	"name" varchar,
	"user_id" integer,
	"source" varchar NOT NULL,
	"created" timestamp,
	"modified" timestamp,
	"is_deleted" boolean,
	CONSTRAINT "full_name_pkey" PRIMARY KEY("name","user_id")
);
--> statement-breakpoint
CREATE TABLE "ODS_USERDATA"."git_hub_username" (
	"username" varchar,
	"user_id" integer,
	"source" varchar NOT NULL,
	"created" timestamp,
	"modified" timestamp,
	"is_deleted" boolean,
	CONSTRAINT "git_hub_username_pkey" PRIMARY KEY("username","user_id")
);
--> statement-breakpoint
CREATE TABLE "ODS_USERDATA"."home_phone_number" (
	"phone_number" varchar,
	"user_id" integer,
	"source" varchar NOT NULL,
	"created" timestamp,
	"modified" timestamp,
	"is_deleted" boolean,
	CONSTRAINT "home_phone_number_pkey" PRIMARY KEY("phone_number","user_id")
);
--> statement-breakpoint
CREATE TABLE "ODS_USERDATA"."phone_number" (
	"phone_number" varchar,
	"user_id" integer,
	"source" varchar NOT NULL,
	"created" timestamp,
	"modified" timestamp,
	"is_deleted" boolean,
	CONSTRAINT "phone_number_pkey" PRIMARY KEY("phone_number","user_id")
);
--> statement-breakpoint
CREATE TABLE "ODS_USERDATA"."photo" (
	"url" varchar,
	"user_id" integer,
	"source" varchar NOT NULL,
	"created" timestamp,
	"modified" timestamp,
	"is_deleted" boolean,
	CONSTRAINT "photo_pkey" PRIMARY KEY("url","user_id")
);
--> statement-breakpoint
CREATE TABLE "ODS_USERDATA"."position" (
	"position" varchar,
	"user_id" integer,
	"source" varchar NOT NULL,
	"created" timestamp,
	"modified" timestamp,
	"is_deleted" boolean,
	CONSTRAINT "position_pkey" PRIMARY KEY("position","user_id")
);
--> statement-breakpoint
CREATE TABLE "ODS_USERDATA"."rzd" (
	"rzd_number" varchar,
	"rzd_status" varchar NOT NULL,
	"rzd_datetime" varchar NOT NULL,
	"user_id" integer,
	"source" varchar NOT NULL,
	"created" timestamp,
	"modified" timestamp,
	"is_deleted" boolean,
	CONSTRAINT "rzd_pkey" PRIMARY KEY("rzd_number","user_id")
);
--> statement-breakpoint
CREATE TABLE "ODS_USERDATA"."sex" (
	"gender" varchar,
	"user_id" integer,
	"source" varchar NOT NULL,
	"created" timestamp,
	"modified" timestamp,
	"is_deleted" boolean,
	CONSTRAINT "sex_pkey" PRIMARY KEY("gender","user_id")
);
--> statement-breakpoint
CREATE TABLE "ODS_USERDATA"."status" (
	"status" varchar,
	"status_gain_date" varchar NOT NULL,
	"user_id" integer,
	"source" varchar NOT NULL,
	"created" timestamp,
	"modified" timestamp,
	"is_deleted" boolean,
	CONSTRAINT "status_pkey" PRIMARY KEY("status","user_id")
);
--> statement-breakpoint
CREATE TABLE "ODS_USERDATA"."student_id" (
	"student_id" varchar,
	"user_id" integer,
	"source" varchar NOT NULL,
	"created" timestamp,
	"modified" timestamp,
	"is_deleted" boolean,
	CONSTRAINT "student_id_pkey" PRIMARY KEY("student_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "ODS_USERDATA"."telegram_username" (
	"username" varchar,
	"user_id" integer,
	"source" varchar NOT NULL,
	"created" timestamp,
	"modified" timestamp,
	"is_deleted" boolean,
	CONSTRAINT "telegram_username_pkey" PRIMARY KEY("username","user_id")
);
--> statement-breakpoint
CREATE TABLE "ODS_USERDATA"."university" (
	"university" varchar,
	"user_id" integer,
	"source" varchar NOT NULL,
	"created" timestamp,
	"modified" timestamp,
	"is_deleted" boolean,
	CONSTRAINT "university_pkey" PRIMARY KEY("university","user_id")
);
--> statement-breakpoint
CREATE TABLE "ODS_USERDATA"."vk_username" (
	"username" varchar,
	"user_id" integer,
	"source" varchar NOT NULL,
	"created" timestamp,
	"modified" timestamp,
	"is_deleted" boolean,
	CONSTRAINT "vk_username_pkey" PRIMARY KEY("username","user_id")
);
--> statement-breakpoint
CREATE TABLE "ODS_USERDATA"."workplace" (
	"workplace" varchar,
	"user_id" integer,
	"source" varchar NOT NULL,
	"created" timestamp,
	"modified" timestamp,
	"is_deleted" boolean,
	CONSTRAINT "workplace_pkey" PRIMARY KEY("workplace","user_id")
);
--> statement-breakpoint
CREATE TABLE "ODS_USERDATA"."workplace_address" (
	"address" varchar,
	"user_id" integer,
	"source" varchar NOT NULL,
	"created" timestamp,
	"modified" timestamp,
	"is_deleted" boolean,
	CONSTRAINT "workplace_address_pkey" PRIMARY KEY("address","user_id")
);
--> statement-breakpoint
CREATE TABLE "STG_ACHIEVEMENT"."achievement" (
	"id" serial PRIMARY KEY,
	"name" varchar,
	"description" varchar,
	"picture" varchar,
	"owner_user_id" integer,
	"create_ts" timestamp,
	"update_ts" timestamp
);
--> statement-breakpoint
CREATE INDEX "union_member_card_user_id_idx" ON "DM_USER"."union_member_card" ("user_id");
--> statement-breakpoint
CREATE INDEX "union_member_join_user_id_idx" ON "DM_USER"."union_member_join" ("user_id");
--> statement-breakpoint
CREATE INDEX "info_id_idx" ON "DWH_AUTH_USER"."info" ("id");
--> statement-breakpoint
CREATE INDEX "encrypted_info_user_id_idx" ON "DWH_USER_INFO"."encrypted_info" ("user_id");
--> statement-breakpoint
CREATE INDEX "info_user_id_idx" ON "DWH_USER_INFO"."info" ("user_id");
--> statement-breakpoint
CREATE INDEX "union_member_id_idx" ON "DWH_USER_INFO"."union_member" ("id");
--> statement-breakpoint
CREATE INDEX "dm_lecturer_comment_act_comment_create_ts_idx" ON "DM_RATING"."dm_lecturer_comment_act" ("comment_create_ts");
--> statement-breakpoint
CREATE INDEX "dm_lecturer_comment_act_user_id_idx" ON "DM_RATING"."dm_lecturer_comment_act" ("user_id");
--> statement-breakpoint
-- Grants: DM_INFRA_LOGS
GRANT USAGE ON SCHEMA "DM_INFRA_LOGS" TO
  "${env}_dwh_dm_infra_logs_all",
  "${env}_dwh_dm_infra_logs_read",
  "${env}_dwh_dm_infra_logs_write";
GRANT ALL ON TABLE
  "DM_INFRA_LOGS"."container_log_cube",
  "DM_INFRA_LOGS"."incident_hint"
TO "${env}_dwh_dm_infra_logs_all";
GRANT SELECT ON TABLE
  "DM_INFRA_LOGS"."container_log_cube",
  "DM_INFRA_LOGS"."incident_hint"
TO "${env}_dwh_dm_infra_logs_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "DM_INFRA_LOGS"."container_log_cube",
  "DM_INFRA_LOGS"."incident_hint"
TO "${env}_dwh_dm_infra_logs_write";
GRANT USAGE ON SEQUENCE
  "DM_INFRA_LOGS"."container_log_cube_id_seq",
  "DM_INFRA_LOGS"."incident_hint_id_seq"
TO
  "${env}_dwh_dm_infra_logs_all",
  "${env}_dwh_dm_infra_logs_write";
--> statement-breakpoint
-- Grants: DM_MARKETING
GRANT USAGE ON SCHEMA "DM_MARKETING" TO
  "${env}_dwh_dm_marketing_all",
  "${env}_dwh_dm_marketing_read",
  "${env}_dwh_dm_marketing_write";
GRANT ALL ON TABLE "DM_MARKETING"."frontend_actions_services" TO "${env}_dwh_dm_marketing_all";
GRANT SELECT ON TABLE "DM_MARKETING"."frontend_actions_services" TO "${env}_dwh_dm_marketing_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "DM_MARKETING"."frontend_actions_services" TO "${env}_dwh_dm_marketing_write";
--> statement-breakpoint
-- Grants: DM_MONITORING
GRANT USAGE ON SCHEMA "DM_MONITORING" TO
  "${env}_dwh_dm_monitoring_all",
  "${env}_dwh_dm_monitoring_read",
  "${env}_dwh_dm_monitoring_write";
GRANT ALL ON TABLE "DM_MONITORING"."db_monitoring_snp" TO "${env}_dwh_dm_monitoring_all";
GRANT SELECT ON TABLE "DM_MONITORING"."db_monitoring_snp" TO "${env}_dwh_dm_monitoring_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "DM_MONITORING"."db_monitoring_snp" TO "${env}_dwh_dm_monitoring_write";
--> statement-breakpoint
-- Grants: DM_RATING
GRANT USAGE ON SCHEMA "DM_RATING" TO
  "${env}_dwh_dm_rating_all",
  "${env}_dwh_dm_rating_read",
  "${env}_dwh_dm_rating_write";
GRANT ALL ON TABLE "DM_RATING"."dm_lecturer_comment_act" TO "${env}_dwh_dm_rating_all";
GRANT SELECT ON TABLE "DM_RATING"."dm_lecturer_comment_act" TO "${env}_dwh_dm_rating_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "DM_RATING"."dm_lecturer_comment_act" TO "${env}_dwh_dm_rating_write";
--> statement-breakpoint
-- Grants: DM_RENTAL
GRANT USAGE ON SCHEMA "DM_RENTAL" TO
  "${env}_dwh_dm_rental_all",
  "${env}_dwh_dm_rental_read",
  "${env}_dwh_dm_rental_write";
GRANT ALL ON TABLE
  "DM_RENTAL"."dm_rentals_events",
  "DM_RENTAL"."dm_strike"
TO "${env}_dwh_dm_rental_all";
GRANT SELECT ON TABLE
  "DM_RENTAL"."dm_rentals_events",
  "DM_RENTAL"."dm_strike"
TO "${env}_dwh_dm_rental_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "DM_RENTAL"."dm_rentals_events",
  "DM_RENTAL"."dm_strike"
TO "${env}_dwh_dm_rental_write";
GRANT USAGE ON SEQUENCE "DM_RENTAL"."dm_strike_strike_id_seq" TO
  "${env}_dwh_dm_rental_all",
  "${env}_dwh_dm_rental_write";
--> statement-breakpoint
-- Grants: DM_TIMETABLE
GRANT USAGE ON SCHEMA "DM_TIMETABLE" TO
  "${env}_dwh_dm_timetable_all",
  "${env}_dwh_dm_timetable_read",
  "${env}_dwh_dm_timetable_write";
GRANT ALL ON TABLE
  "DM_TIMETABLE"."dim_event_act",
  "DM_TIMETABLE"."dim_group_act",
  "DM_TIMETABLE"."dim_lecturer_act",
  "DM_TIMETABLE"."dim_room_act",
  "DM_TIMETABLE"."dm_timetable_act"
TO "${env}_dwh_dm_timetable_all";
GRANT SELECT ON TABLE
  "DM_TIMETABLE"."dim_event_act",
  "DM_TIMETABLE"."dim_group_act",
  "DM_TIMETABLE"."dim_lecturer_act",
  "DM_TIMETABLE"."dim_room_act",
  "DM_TIMETABLE"."dm_timetable_act"
TO "${env}_dwh_dm_timetable_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "DM_TIMETABLE"."dim_event_act",
  "DM_TIMETABLE"."dim_group_act",
  "DM_TIMETABLE"."dim_lecturer_act",
  "DM_TIMETABLE"."dim_room_act",
  "DM_TIMETABLE"."dm_timetable_act"
TO "${env}_dwh_dm_timetable_write";
--> statement-breakpoint
-- Grants: DM_USER
GRANT USAGE ON SCHEMA "DM_USER" TO
  "${env}_dwh_dm_user_all",
  "${env}_dwh_dm_user_read",
  "${env}_dwh_dm_user_write";
GRANT ALL ON TABLE
  "DM_USER"."union_member_card",
  "DM_USER"."union_member_join"
TO "${env}_dwh_dm_user_all";
GRANT SELECT ON TABLE
  "DM_USER"."union_member_card",
  "DM_USER"."union_member_join"
TO "${env}_dwh_dm_user_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "DM_USER"."union_member_card",
  "DM_USER"."union_member_join"
TO "${env}_dwh_dm_user_write";
GRANT USAGE ON SEQUENCE
  "DM_USER"."union_member_card_user_id_seq",
  "DM_USER"."union_member_join_user_id_seq"
TO
  "${env}_dwh_dm_user_all",
  "${env}_dwh_dm_user_write";
--> statement-breakpoint
-- Grants: DWH_AUTH_USER
GRANT USAGE ON SCHEMA "DWH_AUTH_USER" TO
  "${env}_dwh_dwh_auth_user_all",
  "${env}_dwh_dwh_auth_user_read",
  "${env}_dwh_dwh_auth_user_write";
GRANT ALL ON TABLE "DWH_AUTH_USER"."info" TO "${env}_dwh_dwh_auth_user_all";
GRANT SELECT ON TABLE "DWH_AUTH_USER"."info" TO "${env}_dwh_dwh_auth_user_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "DWH_AUTH_USER"."info" TO "${env}_dwh_dwh_auth_user_write";
GRANT USAGE ON SEQUENCE "DWH_AUTH_USER"."info_id_seq" TO
  "${env}_dwh_dwh_auth_user_all",
  "${env}_dwh_dwh_auth_user_write";
--> statement-breakpoint
-- Grants: DWH_RATING
GRANT USAGE ON SCHEMA "DWH_RATING" TO
  "${env}_dwh_dwh_rating_all",
  "${env}_dwh_dwh_rating_read",
  "${env}_dwh_dwh_rating_write";
GRANT ALL ON TABLE
  "DWH_RATING"."comment",
  "DWH_RATING"."lecturer",
  "DWH_RATING"."lecturer_user_comment"
TO "${env}_dwh_dwh_rating_all";
GRANT SELECT ON TABLE
  "DWH_RATING"."comment",
  "DWH_RATING"."lecturer",
  "DWH_RATING"."lecturer_user_comment"
TO "${env}_dwh_dwh_rating_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "DWH_RATING"."comment",
  "DWH_RATING"."lecturer",
  "DWH_RATING"."lecturer_user_comment"
TO "${env}_dwh_dwh_rating_write";
--> statement-breakpoint
-- Grants: DWH_RENTAL
GRANT USAGE ON SCHEMA "DWH_RENTAL" TO
  "${env}_dwh_dwh_rental_all",
  "${env}_dwh_dwh_rental_read",
  "${env}_dwh_dwh_rental_write";
GRANT ALL ON TABLE
  "DWH_RENTAL"."event",
  "DWH_RENTAL"."item",
  "DWH_RENTAL"."item_type",
  "DWH_RENTAL"."rental_session",
  "DWH_RENTAL"."strike"
TO "${env}_dwh_dwh_rental_all";
GRANT SELECT ON TABLE
  "DWH_RENTAL"."event",
  "DWH_RENTAL"."item",
  "DWH_RENTAL"."item_type",
  "DWH_RENTAL"."rental_session",
  "DWH_RENTAL"."strike"
TO "${env}_dwh_dwh_rental_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "DWH_RENTAL"."event",
  "DWH_RENTAL"."item",
  "DWH_RENTAL"."item_type",
  "DWH_RENTAL"."rental_session",
  "DWH_RENTAL"."strike"
TO "${env}_dwh_dwh_rental_write";
--> statement-breakpoint
-- Grants: DWH_USER_INFO
GRANT USAGE ON SCHEMA "DWH_USER_INFO" TO
  "${env}_dwh_dwh_user_info_all",
  "${env}_dwh_dwh_user_info_read",
  "${env}_dwh_dwh_user_info_write";
GRANT ALL ON TABLE
  "DWH_USER_INFO"."encrypted_info",
  "DWH_USER_INFO"."info",
  "DWH_USER_INFO"."union_member"
TO "${env}_dwh_dwh_user_info_all";
GRANT SELECT ON TABLE
  "DWH_USER_INFO"."encrypted_info",
  "DWH_USER_INFO"."info",
  "DWH_USER_INFO"."union_member"
TO "${env}_dwh_dwh_user_info_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "DWH_USER_INFO"."encrypted_info",
  "DWH_USER_INFO"."info",
  "DWH_USER_INFO"."union_member"
TO "${env}_dwh_dwh_user_info_write";
GRANT USAGE ON SEQUENCE
  "DWH_USER_INFO"."encrypted_info_user_id_seq",
  "DWH_USER_INFO"."info_user_id_seq",
  "DWH_USER_INFO"."union_member_id_seq"
TO
  "${env}_dwh_dwh_user_info_all",
  "${env}_dwh_dwh_user_info_write";
--> statement-breakpoint
-- Grants: ODS_AUTH
GRANT USAGE ON SCHEMA "ODS_AUTH" TO
  "${env}_dwh_ods_auth_all",
  "${env}_dwh_ods_auth_read",
  "${env}_dwh_ods_auth_write";
GRANT ALL ON TABLE "ODS_AUTH"."auth_method", "ODS_AUTH"."user" TO "${env}_dwh_ods_auth_all";
GRANT SELECT ON TABLE "ODS_AUTH"."auth_method", "ODS_AUTH"."user" TO "${env}_dwh_ods_auth_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "ODS_AUTH"."auth_method",
  "ODS_AUTH"."user"
TO "${env}_dwh_ods_auth_write";
--> statement-breakpoint
-- Grants: ODS_INFO
GRANT USAGE ON SCHEMA "ODS_INFO" TO
  "${env}_dwh_ods_info_all",
  "${env}_dwh_ods_info_read",
  "${env}_dwh_ods_info_write";
GRANT ALL ON TABLE "ODS_INFO"."info_hist", "ODS_INFO"."param_hist" TO "${env}_dwh_ods_info_all";
GRANT SELECT ON TABLE "ODS_INFO"."info_hist", "ODS_INFO"."param_hist" TO "${env}_dwh_ods_info_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "ODS_INFO"."info_hist",
  "ODS_INFO"."param_hist"
TO "${env}_dwh_ods_info_write";
--> statement-breakpoint
-- Grants: ODS_INFRA_LOGS
GRANT USAGE ON SCHEMA "ODS_INFRA_LOGS" TO
  "${env}_dwh_ods_infra_logs_all",
  "${env}_dwh_ods_infra_logs_read",
  "${env}_dwh_ods_infra_logs_write";
GRANT ALL ON TABLE "ODS_INFRA_LOGS"."container_log" TO "${env}_dwh_ods_infra_logs_all";
GRANT SELECT ON TABLE "ODS_INFRA_LOGS"."container_log" TO "${env}_dwh_ods_infra_logs_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "ODS_INFRA_LOGS"."container_log" TO "${env}_dwh_ods_infra_logs_write";
GRANT USAGE ON SEQUENCE "ODS_INFRA_LOGS"."container_log_id_seq" TO
  "${env}_dwh_ods_infra_logs_all",
  "${env}_dwh_ods_infra_logs_write";
--> statement-breakpoint
-- Grants: ODS_MARKETING
GRANT USAGE ON SCHEMA "ODS_MARKETING" TO
  "${env}_dwh_ods_marketing_all",
  "${env}_dwh_ods_marketing_read",
  "${env}_dwh_ods_marketing_write";
GRANT ALL ON TABLE
  "ODS_MARKETING"."frontend_actions",
  "ODS_MARKETING"."printer_actions",
  "ODS_MARKETING"."printer_bots_actions",
  "ODS_MARKETING"."rating_actions"
TO "${env}_dwh_ods_marketing_all";
GRANT SELECT ON TABLE
  "ODS_MARKETING"."frontend_actions",
  "ODS_MARKETING"."printer_actions",
  "ODS_MARKETING"."printer_bots_actions",
  "ODS_MARKETING"."rating_actions"
TO "${env}_dwh_ods_marketing_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "ODS_MARKETING"."frontend_actions",
  "ODS_MARKETING"."printer_actions",
  "ODS_MARKETING"."printer_bots_actions",
  "ODS_MARKETING"."rating_actions"
TO "${env}_dwh_ods_marketing_write";
--> statement-breakpoint
-- Grants: ODS_MYMSUAPI
GRANT USAGE ON SCHEMA "ODS_MYMSUAPI" TO
  "${env}_dwh_ods_mymsuapi_all",
  "${env}_dwh_ods_mymsuapi_read",
  "${env}_dwh_ods_mymsuapi_write";
GRANT ALL ON TABLE "ODS_MYMSUAPI"."ods_timetable_api_flattened" TO "${env}_dwh_ods_mymsuapi_all";
GRANT SELECT ON TABLE "ODS_MYMSUAPI"."ods_timetable_api_flattened" TO "${env}_dwh_ods_mymsuapi_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "ODS_MYMSUAPI"."ods_timetable_api_flattened" TO "${env}_dwh_ods_mymsuapi_write";
GRANT USAGE ON SEQUENCE "ODS_MYMSUAPI"."ods_timetable_api_flattened_id_seq" TO
  "${env}_dwh_ods_mymsuapi_all",
  "${env}_dwh_ods_mymsuapi_write";
--> statement-breakpoint
-- Grants: ODS_RATING
GRANT USAGE ON SCHEMA "ODS_RATING" TO
  "${env}_dwh_ods_rating_all",
  "${env}_dwh_ods_rating_read",
  "${env}_dwh_ods_rating_write";
GRANT ALL ON TABLE
  "ODS_RATING"."comment",
  "ODS_RATING"."lecturer",
  "ODS_RATING"."lecturer_user_comment"
TO "${env}_dwh_ods_rating_all";
GRANT SELECT ON TABLE
  "ODS_RATING"."comment",
  "ODS_RATING"."lecturer",
  "ODS_RATING"."lecturer_user_comment"
TO "${env}_dwh_ods_rating_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "ODS_RATING"."comment",
  "ODS_RATING"."lecturer",
  "ODS_RATING"."lecturer_user_comment"
TO "${env}_dwh_ods_rating_write";
--> statement-breakpoint
-- Grants: ODS_RENTAL
GRANT USAGE ON SCHEMA "ODS_RENTAL" TO
  "${env}_dwh_ods_rental_all",
  "${env}_dwh_ods_rental_read",
  "${env}_dwh_ods_rental_write";
GRANT ALL ON TABLE
  "ODS_RENTAL"."event",
  "ODS_RENTAL"."item",
  "ODS_RENTAL"."item_type",
  "ODS_RENTAL"."rental_session",
  "ODS_RENTAL"."strike"
TO "${env}_dwh_ods_rental_all";
GRANT SELECT ON TABLE
  "ODS_RENTAL"."event",
  "ODS_RENTAL"."item",
  "ODS_RENTAL"."item_type",
  "ODS_RENTAL"."rental_session",
  "ODS_RENTAL"."strike"
TO "${env}_dwh_ods_rental_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "ODS_RENTAL"."event",
  "ODS_RENTAL"."item",
  "ODS_RENTAL"."item_type",
  "ODS_RENTAL"."rental_session",
  "ODS_RENTAL"."strike"
TO "${env}_dwh_ods_rental_write";
--> statement-breakpoint
-- Grants: ODS_SOCIAL
GRANT USAGE ON SCHEMA "ODS_SOCIAL" TO
  "${env}_dwh_ods_social_all",
  "${env}_dwh_ods_social_read",
  "${env}_dwh_ods_social_write";
GRANT ALL ON TABLE
  "ODS_SOCIAL"."git_hub",
  "ODS_SOCIAL"."viribus_chat"
TO "${env}_dwh_ods_social_all";
GRANT SELECT ON TABLE
  "ODS_SOCIAL"."git_hub",
  "ODS_SOCIAL"."viribus_chat"
TO "${env}_dwh_ods_social_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "ODS_SOCIAL"."git_hub",
  "ODS_SOCIAL"."viribus_chat"
TO "${env}_dwh_ods_social_write";
--> statement-breakpoint
-- Grants: ODS_TIMETABLE
GRANT USAGE ON SCHEMA "ODS_TIMETABLE" TO
  "${env}_dwh_ods_timetable_all",
  "${env}_dwh_ods_timetable_read",
  "${env}_dwh_ods_timetable_write";
GRANT ALL ON TABLE
  "ODS_TIMETABLE"."ods_link_timetable_group",
  "ODS_TIMETABLE"."ods_link_timetable_lesson",
  "ODS_TIMETABLE"."ods_link_timetable_room",
  "ODS_TIMETABLE"."ods_link_timetable_teacher",
  "ODS_TIMETABLE"."ods_manual_timetable_constraints",
  "ODS_TIMETABLE"."ods_timetable_act"
TO "${env}_dwh_ods_timetable_all";
GRANT SELECT ON TABLE
  "ODS_TIMETABLE"."ods_link_timetable_group",
  "ODS_TIMETABLE"."ods_link_timetable_lesson",
  "ODS_TIMETABLE"."ods_link_timetable_room",
  "ODS_TIMETABLE"."ods_link_timetable_teacher",
  "ODS_TIMETABLE"."ods_manual_timetable_constraints",
  "ODS_TIMETABLE"."ods_timetable_act"
TO "${env}_dwh_ods_timetable_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "ODS_TIMETABLE"."ods_link_timetable_group",
  "ODS_TIMETABLE"."ods_link_timetable_lesson",
  "ODS_TIMETABLE"."ods_link_timetable_room",
  "ODS_TIMETABLE"."ods_link_timetable_teacher",
  "ODS_TIMETABLE"."ods_manual_timetable_constraints",
  "ODS_TIMETABLE"."ods_timetable_act"
TO "${env}_dwh_ods_timetable_write";
--> statement-breakpoint
-- Grants: ODS_USERDATA
GRANT USAGE ON SCHEMA "ODS_USERDATA" TO
  "${env}_dwh_ods_userdata_all",
  "${env}_dwh_ods_userdata_read",
  "${env}_dwh_ods_userdata_write";
GRANT ALL ON TABLE
  "ODS_USERDATA"."academic_group",
  "ODS_USERDATA"."address",
  "ODS_USERDATA"."birth_city",
  "ODS_USERDATA"."birthday",
  "ODS_USERDATA"."card",
  "ODS_USERDATA"."city",
  "ODS_USERDATA"."department",
  "ODS_USERDATA"."education_form",
  "ODS_USERDATA"."education_level",
  "ODS_USERDATA"."email",
  "ODS_USERDATA"."faculty",
  "ODS_USERDATA"."full_name",
  "ODS_USERDATA"."git_hub_username",
  "ODS_USERDATA"."home_phone_number",
  "ODS_USERDATA"."phone_number",
  "ODS_USERDATA"."photo",
  "ODS_USERDATA"."position",
  "ODS_USERDATA"."rzd",
  "ODS_USERDATA"."sex",
  "ODS_USERDATA"."status",
  "ODS_USERDATA"."student_id",
  "ODS_USERDATA"."telegram_username",
  "ODS_USERDATA"."university",
  "ODS_USERDATA"."vk_username",
  "ODS_USERDATA"."workplace",
  "ODS_USERDATA"."workplace_address"
TO "${env}_dwh_ods_userdata_all";
GRANT SELECT ON TABLE
  "ODS_USERDATA"."academic_group",
  "ODS_USERDATA"."address",
  "ODS_USERDATA"."birth_city",
  "ODS_USERDATA"."birthday",
  "ODS_USERDATA"."card",
  "ODS_USERDATA"."city",
  "ODS_USERDATA"."department",
  "ODS_USERDATA"."education_form",
  "ODS_USERDATA"."education_level",
  "ODS_USERDATA"."email",
  "ODS_USERDATA"."faculty",
  "ODS_USERDATA"."full_name",
  "ODS_USERDATA"."git_hub_username",
  "ODS_USERDATA"."home_phone_number",
  "ODS_USERDATA"."phone_number",
  "ODS_USERDATA"."photo",
  "ODS_USERDATA"."position",
  "ODS_USERDATA"."rzd",
  "ODS_USERDATA"."sex",
  "ODS_USERDATA"."status",
  "ODS_USERDATA"."student_id",
  "ODS_USERDATA"."telegram_username",
  "ODS_USERDATA"."university",
  "ODS_USERDATA"."vk_username",
  "ODS_USERDATA"."workplace",
  "ODS_USERDATA"."workplace_address"
TO "${env}_dwh_ods_userdata_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "ODS_USERDATA"."academic_group",
  "ODS_USERDATA"."address",
  "ODS_USERDATA"."birth_city",
  "ODS_USERDATA"."birthday",
  "ODS_USERDATA"."card",
  "ODS_USERDATA"."city",
  "ODS_USERDATA"."department",
  "ODS_USERDATA"."education_form",
  "ODS_USERDATA"."education_level",
  "ODS_USERDATA"."email",
  "ODS_USERDATA"."faculty",
  "ODS_USERDATA"."full_name",
  "ODS_USERDATA"."git_hub_username",
  "ODS_USERDATA"."home_phone_number",
  "ODS_USERDATA"."phone_number",
  "ODS_USERDATA"."photo",
  "ODS_USERDATA"."position",
  "ODS_USERDATA"."rzd",
  "ODS_USERDATA"."sex",
  "ODS_USERDATA"."status",
  "ODS_USERDATA"."student_id",
  "ODS_USERDATA"."telegram_username",
  "ODS_USERDATA"."university",
  "ODS_USERDATA"."vk_username",
  "ODS_USERDATA"."workplace",
  "ODS_USERDATA"."workplace_address"
TO "${env}_dwh_ods_userdata_write";
--> statement-breakpoint
-- Grants: STG_ACHIEVEMENT
GRANT USAGE ON SCHEMA "STG_ACHIEVEMENT" TO
  "${env}_dwh_stg_achievement_all",
  "${env}_dwh_stg_achievement_read",
  "${env}_dwh_stg_achievement_write";
GRANT ALL ON TABLE
  "STG_ACHIEVEMENT"."achievement",
  "STG_ACHIEVEMENT"."achievement_reciever"
TO "${env}_dwh_stg_achievement_all";
GRANT SELECT ON TABLE
  "STG_ACHIEVEMENT"."achievement",
  "STG_ACHIEVEMENT"."achievement_reciever"
TO "${env}_dwh_stg_achievement_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "STG_ACHIEVEMENT"."achievement",
  "STG_ACHIEVEMENT"."achievement_reciever"
TO "${env}_dwh_stg_achievement_write";
GRANT USAGE ON SEQUENCE
  "STG_ACHIEVEMENT"."achievement_id_seq",
  "STG_ACHIEVEMENT"."achievement_reciever_id_seq"
TO
  "${env}_dwh_stg_achievement_all",
  "${env}_dwh_stg_achievement_write";
--> statement-breakpoint
-- Grants: STG_AUTH
GRANT USAGE ON SCHEMA "STG_AUTH" TO
  "${env}_dwh_stg_auth_all",
  "${env}_dwh_stg_auth_read",
  "${env}_dwh_stg_auth_write";
GRANT ALL ON TABLE
  "STG_AUTH"."auth_method",
  "STG_AUTH"."dynamic_option",
  "STG_AUTH"."group",
  "STG_AUTH"."group_scope",
  "STG_AUTH"."scope",
  "STG_AUTH"."user",
  "STG_AUTH"."user_group",
  "STG_AUTH"."user_message_delay",
  "STG_AUTH"."user_session",
  "STG_AUTH"."user_session_scope"
TO "${env}_dwh_stg_auth_all";
GRANT SELECT ON TABLE
  "STG_AUTH"."auth_method",
  "STG_AUTH"."dynamic_option",
  "STG_AUTH"."group",
  "STG_AUTH"."group_scope",
  "STG_AUTH"."scope",
  "STG_AUTH"."user",
  "STG_AUTH"."user_group",
  "STG_AUTH"."user_message_delay",
  "STG_AUTH"."user_session",
  "STG_AUTH"."user_session_scope"
TO "${env}_dwh_stg_auth_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "STG_AUTH"."auth_method",
  "STG_AUTH"."dynamic_option",
  "STG_AUTH"."group",
  "STG_AUTH"."group_scope",
  "STG_AUTH"."scope",
  "STG_AUTH"."user",
  "STG_AUTH"."user_group",
  "STG_AUTH"."user_message_delay",
  "STG_AUTH"."user_session",
  "STG_AUTH"."user_session_scope"
TO "${env}_dwh_stg_auth_write";
GRANT USAGE ON SEQUENCE
  "STG_AUTH"."auth_method_id_seq",
  "STG_AUTH"."dynamic_option_id_seq",
  "STG_AUTH"."group_id_seq",
  "STG_AUTH"."group_scope_id_seq",
  "STG_AUTH"."scope_id_seq",
  "STG_AUTH"."user_group_id_seq",
  "STG_AUTH"."user_id_seq",
  "STG_AUTH"."user_message_delay_id_seq",
  "STG_AUTH"."user_session_id_seq",
  "STG_AUTH"."user_session_scope_id_seq"
TO
  "${env}_dwh_stg_auth_all",
  "${env}_dwh_stg_auth_write";
--> statement-breakpoint
-- Grants: STG_DUBINUSHKA_MANUAL
GRANT USAGE ON SCHEMA "STG_DUBINUSHKA_MANUAL" TO
  "${env}_dwh_stg_dubinushka_manual_all",
  "${env}_dwh_stg_dubinushka_manual_read",
  "${env}_dwh_stg_dubinushka_manual_write";
GRANT ALL ON TABLE
  "STG_DUBINUSHKA_MANUAL"."comment",
  "STG_DUBINUSHKA_MANUAL"."lecturer"
TO "${env}_dwh_stg_dubinushka_manual_all";
GRANT SELECT ON TABLE
  "STG_DUBINUSHKA_MANUAL"."comment",
  "STG_DUBINUSHKA_MANUAL"."lecturer"
TO "${env}_dwh_stg_dubinushka_manual_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "STG_DUBINUSHKA_MANUAL"."comment",
  "STG_DUBINUSHKA_MANUAL"."lecturer"
TO "${env}_dwh_stg_dubinushka_manual_write";
GRANT USAGE ON SEQUENCE
  "STG_DUBINUSHKA_MANUAL"."comment_id_seq",
  "STG_DUBINUSHKA_MANUAL"."lecturer_id_seq"
TO
  "${env}_dwh_stg_dubinushka_manual_all",
  "${env}_dwh_stg_dubinushka_manual_write";
--> statement-breakpoint
-- Grants: STG_GITHUB
GRANT USAGE ON SCHEMA "STG_GITHUB" TO
  "${env}_dwh_stg_github_all",
  "${env}_dwh_stg_github_read",
  "${env}_dwh_stg_github_write";
GRANT ALL ON TABLE
  "STG_GITHUB"."org_info",
  "STG_GITHUB"."profcomff_commit",
  "STG_GITHUB"."profcomff_invation",
  "STG_GITHUB"."profcomff_issue",
  "STG_GITHUB"."profcomff_member",
  "STG_GITHUB"."profcomff_repo",
  "STG_GITHUB"."profcomff_team",
  "STG_GITHUB"."profcomff_team_member",
  "STG_GITHUB"."profcomff_team_repo"
TO "${env}_dwh_stg_github_all";
GRANT SELECT ON TABLE
  "STG_GITHUB"."org_info",
  "STG_GITHUB"."profcomff_commit",
  "STG_GITHUB"."profcomff_invation",
  "STG_GITHUB"."profcomff_issue",
  "STG_GITHUB"."profcomff_member",
  "STG_GITHUB"."profcomff_repo",
  "STG_GITHUB"."profcomff_team",
  "STG_GITHUB"."profcomff_team_member",
  "STG_GITHUB"."profcomff_team_repo"
TO "${env}_dwh_stg_github_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "STG_GITHUB"."org_info",
  "STG_GITHUB"."profcomff_commit",
  "STG_GITHUB"."profcomff_invation",
  "STG_GITHUB"."profcomff_issue",
  "STG_GITHUB"."profcomff_member",
  "STG_GITHUB"."profcomff_repo",
  "STG_GITHUB"."profcomff_team",
  "STG_GITHUB"."profcomff_team_member",
  "STG_GITHUB"."profcomff_team_repo"
TO "${env}_dwh_stg_github_write";
GRANT USAGE ON SEQUENCE
  "STG_GITHUB"."profcomff_invation_id_seq",
  "STG_GITHUB"."profcomff_member_id_seq",
  "STG_GITHUB"."profcomff_repo_id_seq",
  "STG_GITHUB"."profcomff_team_id_seq"
TO
  "${env}_dwh_stg_github_all",
  "${env}_dwh_stg_github_write";
--> statement-breakpoint
-- Grants: STG_INFRA
GRANT USAGE ON SCHEMA "STG_INFRA" TO
  "${env}_dwh_stg_infra_all",
  "${env}_dwh_stg_infra_read",
  "${env}_dwh_stg_infra_write";
GRANT ALL ON TABLE
  "STG_INFRA"."container_log",
  "STG_INFRA"."container_processes"
TO "${env}_dwh_stg_infra_all";
GRANT SELECT ON TABLE
  "STG_INFRA"."container_log",
  "STG_INFRA"."container_processes"
TO "${env}_dwh_stg_infra_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "STG_INFRA"."container_log",
  "STG_INFRA"."container_processes"
TO "${env}_dwh_stg_infra_write";
GRANT USAGE ON SEQUENCE
  "STG_INFRA"."container_log_id_seq",
  "STG_INFRA"."container_processes_id_seq"
TO
  "${env}_dwh_stg_infra_all",
  "${env}_dwh_stg_infra_write";
--> statement-breakpoint
-- Grants: STG_MARKETING
GRANT USAGE ON SCHEMA "STG_MARKETING" TO
  "${env}_dwh_stg_marketing_all",
  "${env}_dwh_stg_marketing_read",
  "${env}_dwh_stg_marketing_write";
GRANT ALL ON TABLE
  "STG_MARKETING"."actions_info",
  "STG_MARKETING"."user"
TO "${env}_dwh_stg_marketing_all";
GRANT SELECT ON TABLE
  "STG_MARKETING"."actions_info",
  "STG_MARKETING"."user"
TO "${env}_dwh_stg_marketing_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "STG_MARKETING"."actions_info",
  "STG_MARKETING"."user"
TO "${env}_dwh_stg_marketing_write";
GRANT USAGE ON SEQUENCE
  "STG_MARKETING"."actions_info_id_seq",
  "STG_MARKETING"."user_id_seq"
TO
  "${env}_dwh_stg_marketing_all",
  "${env}_dwh_stg_marketing_write";
--> statement-breakpoint
-- Grants: STG_MYMSUAPI
GRANT USAGE ON SCHEMA "STG_MYMSUAPI" TO
  "${env}_dwh_stg_mymsuapi_all",
  "${env}_dwh_stg_mymsuapi_read",
  "${env}_dwh_stg_mymsuapi_write";
GRANT ALL ON TABLE "STG_MYMSUAPI"."raw_timetable_api" TO "${env}_dwh_stg_mymsuapi_all";
GRANT SELECT ON TABLE "STG_MYMSUAPI"."raw_timetable_api" TO "${env}_dwh_stg_mymsuapi_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "STG_MYMSUAPI"."raw_timetable_api" TO "${env}_dwh_stg_mymsuapi_write";
GRANT USAGE ON SEQUENCE "STG_MYMSUAPI"."raw_timetable_api_id_seq" TO
  "${env}_dwh_stg_mymsuapi_all",
  "${env}_dwh_stg_mymsuapi_write";
--> statement-breakpoint
-- Grants: STG_PHYSICS
GRANT USAGE ON SCHEMA "STG_PHYSICS" TO
  "${env}_dwh_stg_physics_all",
  "${env}_dwh_stg_physics_read",
  "${env}_dwh_stg_physics_write";
GRANT ALL ON TABLE "STG_PHYSICS"."contacts" TO "${env}_dwh_stg_physics_all";
GRANT SELECT ON TABLE "STG_PHYSICS"."contacts" TO "${env}_dwh_stg_physics_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "STG_PHYSICS"."contacts" TO "${env}_dwh_stg_physics_write";
GRANT USAGE ON SEQUENCE "STG_PHYSICS"."contacts_id_seq" TO
  "${env}_dwh_stg_physics_all",
  "${env}_dwh_stg_physics_write";
--> statement-breakpoint
-- Grants: STG_PINGER
GRANT USAGE ON SCHEMA "STG_PINGER" TO
  "${env}_dwh_stg_pinger_all",
  "${env}_dwh_stg_pinger_read",
  "${env}_dwh_stg_pinger_write";
GRANT ALL ON TABLE
  "STG_PINGER"."alert",
  "STG_PINGER"."fetcher",
  "STG_PINGER"."metric",
  "STG_PINGER"."receiver"
TO "${env}_dwh_stg_pinger_all";
GRANT SELECT ON TABLE
  "STG_PINGER"."alert",
  "STG_PINGER"."fetcher",
  "STG_PINGER"."metric",
  "STG_PINGER"."receiver"
TO "${env}_dwh_stg_pinger_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "STG_PINGER"."alert",
  "STG_PINGER"."fetcher",
  "STG_PINGER"."metric",
  "STG_PINGER"."receiver"
TO "${env}_dwh_stg_pinger_write";
GRANT USAGE ON SEQUENCE
  "STG_PINGER"."alert_id_seq",
  "STG_PINGER"."fetcher_id_seq",
  "STG_PINGER"."metric_id_seq",
  "STG_PINGER"."receiver_id_seq"
TO
  "${env}_dwh_stg_pinger_all",
  "${env}_dwh_stg_pinger_write";
--> statement-breakpoint
-- Grants: STG_PRINT
GRANT USAGE ON SCHEMA "STG_PRINT" TO
  "${env}_dwh_stg_print_all",
  "${env}_dwh_stg_print_read",
  "${env}_dwh_stg_print_write";
GRANT ALL ON TABLE
  "STG_PRINT"."file",
  "STG_PRINT"."print_fact",
  "STG_PRINT"."tg_user",
  "STG_PRINT"."union_member",
  "STG_PRINT"."vk_user"
TO "${env}_dwh_stg_print_all";
GRANT SELECT ON TABLE
  "STG_PRINT"."file",
  "STG_PRINT"."print_fact",
  "STG_PRINT"."tg_user",
  "STG_PRINT"."union_member",
  "STG_PRINT"."vk_user"
TO "${env}_dwh_stg_print_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "STG_PRINT"."file",
  "STG_PRINT"."print_fact",
  "STG_PRINT"."tg_user",
  "STG_PRINT"."union_member",
  "STG_PRINT"."vk_user"
TO "${env}_dwh_stg_print_write";
GRANT USAGE ON SEQUENCE
  "STG_PRINT"."file_id_seq",
  "STG_PRINT"."print_fact_id_seq",
  "STG_PRINT"."tg_user_tg_id_seq",
  "STG_PRINT"."union_member_id_seq",
  "STG_PRINT"."vk_user_vk_id_seq"
TO
  "${env}_dwh_stg_print_all",
  "${env}_dwh_stg_print_write";
--> statement-breakpoint
-- Grants: STG_RASPHYSMSU
GRANT USAGE ON SCHEMA "STG_RASPHYSMSU" TO
  "${env}_dwh_stg_rasphysmsu_all",
  "${env}_dwh_stg_rasphysmsu_read",
  "${env}_dwh_stg_rasphysmsu_write";
GRANT ALL ON TABLE
  "STG_RASPHYSMSU"."diff",
  "STG_RASPHYSMSU"."link_new_with_dates",
  "STG_RASPHYSMSU"."new",
  "STG_RASPHYSMSU"."new_with_dates",
  "STG_RASPHYSMSU"."old",
  "STG_RASPHYSMSU"."raw_html",
  "STG_RASPHYSMSU"."raw_html_old"
TO "${env}_dwh_stg_rasphysmsu_all";
GRANT SELECT ON TABLE
  "STG_RASPHYSMSU"."diff",
  "STG_RASPHYSMSU"."link_new_with_dates",
  "STG_RASPHYSMSU"."new",
  "STG_RASPHYSMSU"."new_with_dates",
  "STG_RASPHYSMSU"."old",
  "STG_RASPHYSMSU"."raw_html",
  "STG_RASPHYSMSU"."raw_html_old"
TO "${env}_dwh_stg_rasphysmsu_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "STG_RASPHYSMSU"."diff",
  "STG_RASPHYSMSU"."link_new_with_dates",
  "STG_RASPHYSMSU"."new",
  "STG_RASPHYSMSU"."new_with_dates",
  "STG_RASPHYSMSU"."old",
  "STG_RASPHYSMSU"."raw_html",
  "STG_RASPHYSMSU"."raw_html_old"
TO "${env}_dwh_stg_rasphysmsu_write";
GRANT USAGE ON SEQUENCE
  "STG_RASPHYSMSU"."diff_id_seq",
  "STG_RASPHYSMSU"."new_id_seq",
  "STG_RASPHYSMSU"."old_id_seq"
TO
  "${env}_dwh_stg_rasphysmsu_all",
  "${env}_dwh_stg_rasphysmsu_write";
--> statement-breakpoint
-- Grants: STG_RATING
GRANT USAGE ON SCHEMA "STG_RATING" TO
  "${env}_dwh_stg_rating_all",
  "${env}_dwh_stg_rating_read",
  "${env}_dwh_stg_rating_write";
GRANT ALL ON TABLE
  "STG_RATING"."comment",
  "STG_RATING"."lecturer",
  "STG_RATING"."lecturer_user_comment"
TO "${env}_dwh_stg_rating_all";
GRANT SELECT ON TABLE
  "STG_RATING"."comment",
  "STG_RATING"."lecturer",
  "STG_RATING"."lecturer_user_comment"
TO "${env}_dwh_stg_rating_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "STG_RATING"."comment",
  "STG_RATING"."lecturer",
  "STG_RATING"."lecturer_user_comment"
TO "${env}_dwh_stg_rating_write";
GRANT USAGE ON SEQUENCE
  "STG_RATING"."lecturer_id_seq",
  "STG_RATING"."lecturer_user_comment_id_seq"
TO
  "${env}_dwh_stg_rating_all",
  "${env}_dwh_stg_rating_write";
--> statement-breakpoint
-- Grants: STG_REDIRECTOR
GRANT USAGE ON SCHEMA "STG_REDIRECTOR" TO
  "${env}_dwh_stg_redirector_all",
  "${env}_dwh_stg_redirector_read",
  "${env}_dwh_stg_redirector_write";
GRANT ALL ON TABLE
  "STG_REDIRECTOR"."link",
  "STG_REDIRECTOR"."redirect_fact"
TO "${env}_dwh_stg_redirector_all";
GRANT SELECT ON TABLE
  "STG_REDIRECTOR"."link",
  "STG_REDIRECTOR"."redirect_fact"
TO "${env}_dwh_stg_redirector_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "STG_REDIRECTOR"."link",
  "STG_REDIRECTOR"."redirect_fact"
TO "${env}_dwh_stg_redirector_write";
GRANT USAGE ON SEQUENCE
  "STG_REDIRECTOR"."link_id_seq",
  "STG_REDIRECTOR"."redirect_fact_id_seq"
TO
  "${env}_dwh_stg_redirector_all",
  "${env}_dwh_stg_redirector_write";
--> statement-breakpoint
-- Grants: STG_RENTAL
GRANT USAGE ON SCHEMA "STG_RENTAL" TO
  "${env}_dwh_stg_rental_all",
  "${env}_dwh_stg_rental_read",
  "${env}_dwh_stg_rental_write";
GRANT ALL ON TABLE
  "STG_RENTAL"."event",
  "STG_RENTAL"."item",
  "STG_RENTAL"."item_type",
  "STG_RENTAL"."rental_session",
  "STG_RENTAL"."strike"
TO "${env}_dwh_stg_rental_all";
GRANT SELECT ON TABLE
  "STG_RENTAL"."event",
  "STG_RENTAL"."item",
  "STG_RENTAL"."item_type",
  "STG_RENTAL"."rental_session",
  "STG_RENTAL"."strike"
TO "${env}_dwh_stg_rental_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "STG_RENTAL"."event",
  "STG_RENTAL"."item",
  "STG_RENTAL"."item_type",
  "STG_RENTAL"."rental_session",
  "STG_RENTAL"."strike"
TO "${env}_dwh_stg_rental_write";
GRANT USAGE ON SEQUENCE
  "STG_RENTAL"."event_id_seq",
  "STG_RENTAL"."item_id_seq",
  "STG_RENTAL"."item_type_id_seq",
  "STG_RENTAL"."rental_session_id_seq",
  "STG_RENTAL"."strike_id_seq"
TO
  "${env}_dwh_stg_rental_all",
  "${env}_dwh_stg_rental_write";
--> statement-breakpoint
-- Grants: STG_SERVICES
GRANT USAGE ON SCHEMA "STG_SERVICES" TO
  "${env}_dwh_stg_services_all",
  "${env}_dwh_stg_services_read",
  "${env}_dwh_stg_services_write";
GRANT ALL ON TABLE
  "STG_SERVICES"."button",
  "STG_SERVICES"."category",
  "STG_SERVICES"."scope"
TO "${env}_dwh_stg_services_all";
GRANT SELECT ON TABLE
  "STG_SERVICES"."button",
  "STG_SERVICES"."category",
  "STG_SERVICES"."scope"
TO "${env}_dwh_stg_services_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "STG_SERVICES"."button",
  "STG_SERVICES"."category",
  "STG_SERVICES"."scope"
TO "${env}_dwh_stg_services_write";
GRANT USAGE ON SEQUENCE
  "STG_SERVICES"."button_id_seq",
  "STG_SERVICES"."category_id_seq",
  "STG_SERVICES"."scope_id_seq"
TO
  "${env}_dwh_stg_services_all",
  "${env}_dwh_stg_services_write";
--> statement-breakpoint
-- Grants: STG_SOCIAL
GRANT USAGE ON SCHEMA "STG_SOCIAL" TO
  "${env}_dwh_stg_social_all",
  "${env}_dwh_stg_social_read",
  "${env}_dwh_stg_social_write";
GRANT ALL ON TABLE
  "STG_SOCIAL"."create_group_request",
  "STG_SOCIAL"."group",
  "STG_SOCIAL"."telegram_channel",
  "STG_SOCIAL"."telegram_chat",
  "STG_SOCIAL"."vk_chat",
  "STG_SOCIAL"."vk_group",
  "STG_SOCIAL"."webhook_storage"
TO "${env}_dwh_stg_social_all";
GRANT SELECT ON TABLE
  "STG_SOCIAL"."create_group_request",
  "STG_SOCIAL"."group",
  "STG_SOCIAL"."telegram_channel",
  "STG_SOCIAL"."telegram_chat",
  "STG_SOCIAL"."vk_chat",
  "STG_SOCIAL"."vk_group",
  "STG_SOCIAL"."webhook_storage"
TO "${env}_dwh_stg_social_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "STG_SOCIAL"."create_group_request",
  "STG_SOCIAL"."group",
  "STG_SOCIAL"."telegram_channel",
  "STG_SOCIAL"."telegram_chat",
  "STG_SOCIAL"."vk_chat",
  "STG_SOCIAL"."vk_group",
  "STG_SOCIAL"."webhook_storage"
TO "${env}_dwh_stg_social_write";
GRANT USAGE ON SEQUENCE
  "STG_SOCIAL"."create_group_request_id_seq",
  "STG_SOCIAL"."group_id_seq",
  "STG_SOCIAL"."telegram_channel_id_seq",
  "STG_SOCIAL"."telegram_chat_id_seq",
  "STG_SOCIAL"."vk_chat_id_seq",
  "STG_SOCIAL"."vk_group_id_seq",
  "STG_SOCIAL"."webhook_storage_id_seq"
TO
  "${env}_dwh_stg_social_all",
  "${env}_dwh_stg_social_write";
--> statement-breakpoint
-- Grants: STG_TIMETABLE
GRANT USAGE ON SCHEMA "STG_TIMETABLE" TO
  "${env}_dwh_stg_timetable_all",
  "${env}_dwh_stg_timetable_read",
  "${env}_dwh_stg_timetable_write";
GRANT ALL ON TABLE
  "STG_TIMETABLE"."comment_event",
  "STG_TIMETABLE"."comment_lecturer",
  "STG_TIMETABLE"."credentials",
  "STG_TIMETABLE"."event",
  "STG_TIMETABLE"."events_groups",
  "STG_TIMETABLE"."events_lecturers",
  "STG_TIMETABLE"."events_rooms",
  "STG_TIMETABLE"."group",
  "STG_TIMETABLE"."lecturer",
  "STG_TIMETABLE"."photo",
  "STG_TIMETABLE"."room"
TO "${env}_dwh_stg_timetable_all";
GRANT SELECT ON TABLE
  "STG_TIMETABLE"."comment_event",
  "STG_TIMETABLE"."comment_lecturer",
  "STG_TIMETABLE"."credentials",
  "STG_TIMETABLE"."event",
  "STG_TIMETABLE"."events_groups",
  "STG_TIMETABLE"."events_lecturers",
  "STG_TIMETABLE"."events_rooms",
  "STG_TIMETABLE"."group",
  "STG_TIMETABLE"."lecturer",
  "STG_TIMETABLE"."photo",
  "STG_TIMETABLE"."room"
TO "${env}_dwh_stg_timetable_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "STG_TIMETABLE"."comment_event",
  "STG_TIMETABLE"."comment_lecturer",
  "STG_TIMETABLE"."credentials",
  "STG_TIMETABLE"."event",
  "STG_TIMETABLE"."events_groups",
  "STG_TIMETABLE"."events_lecturers",
  "STG_TIMETABLE"."events_rooms",
  "STG_TIMETABLE"."group",
  "STG_TIMETABLE"."lecturer",
  "STG_TIMETABLE"."photo",
  "STG_TIMETABLE"."room"
TO "${env}_dwh_stg_timetable_write";
GRANT USAGE ON SEQUENCE
  "STG_TIMETABLE"."comment_event_id_seq",
  "STG_TIMETABLE"."comment_lecturer_id_seq",
  "STG_TIMETABLE"."credentials_id_seq",
  "STG_TIMETABLE"."event_id_seq",
  "STG_TIMETABLE"."events_groups_id_seq",
  "STG_TIMETABLE"."events_lecturers_id_seq",
  "STG_TIMETABLE"."events_rooms_id_seq",
  "STG_TIMETABLE"."group_id_seq",
  "STG_TIMETABLE"."lecturer_id_seq",
  "STG_TIMETABLE"."photo_id_seq",
  "STG_TIMETABLE"."room_id_seq"
TO
  "${env}_dwh_stg_timetable_all",
  "${env}_dwh_stg_timetable_write";
--> statement-breakpoint
-- Grants: STG_UNION_MEMBER
GRANT USAGE ON SCHEMA "STG_UNION_MEMBER" TO
  "${env}_dwh_stg_union_member_all",
  "${env}_dwh_stg_union_member_read",
  "${env}_dwh_stg_union_member_write";
GRANT ALL ON TABLE "STG_UNION_MEMBER"."union_member" TO "${env}_dwh_stg_union_member_all";
GRANT SELECT ON TABLE "STG_UNION_MEMBER"."union_member" TO "${env}_dwh_stg_union_member_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "STG_UNION_MEMBER"."union_member" TO "${env}_dwh_stg_union_member_write";
GRANT USAGE ON SEQUENCE "STG_UNION_MEMBER"."union_member_id_seq" TO
  "${env}_dwh_stg_union_member_all",
  "${env}_dwh_stg_union_member_write";
--> statement-breakpoint
-- Grants: STG_USERDATA
GRANT USAGE ON SCHEMA "STG_USERDATA" TO
  "${env}_dwh_stg_userdata_all",
  "${env}_dwh_stg_userdata_read",
  "${env}_dwh_stg_userdata_write",
  "${env}_sensitive_dwh_stg_userdata_all",
  "${env}_sensitive_dwh_stg_userdata_read",
  "${env}_sensitive_dwh_stg_userdata_write";
GRANT ALL ON TABLE
  "STG_USERDATA"."category",
  "STG_USERDATA"."encrypted_info",
  "STG_USERDATA"."info",
  "STG_USERDATA"."param",
  "STG_USERDATA"."source"
TO "${env}_dwh_stg_userdata_all";
GRANT SELECT ON TABLE
  "STG_USERDATA"."category",
  "STG_USERDATA"."encrypted_info",
  "STG_USERDATA"."info",
  "STG_USERDATA"."param",
  "STG_USERDATA"."source"
TO "${env}_dwh_stg_userdata_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "STG_USERDATA"."category",
  "STG_USERDATA"."encrypted_info",
  "STG_USERDATA"."info",
  "STG_USERDATA"."param",
  "STG_USERDATA"."source"
TO "${env}_dwh_stg_userdata_write";
GRANT ALL ON TABLE "STG_USERDATA"."info_keys" TO "${env}_sensitive_dwh_stg_userdata_all";
GRANT SELECT ON TABLE "STG_USERDATA"."info_keys" TO "${env}_sensitive_dwh_stg_userdata_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "STG_USERDATA"."info_keys" TO "${env}_sensitive_dwh_stg_userdata_write";
GRANT USAGE ON SEQUENCE
  "STG_USERDATA"."category_id_seq",
  "STG_USERDATA"."encrypted_info_id_seq",
  "STG_USERDATA"."info_id_seq",
  "STG_USERDATA"."param_id_seq",
  "STG_USERDATA"."source_id_seq"
TO
  "${env}_dwh_stg_userdata_all",
  "${env}_dwh_stg_userdata_write";
GRANT USAGE ON SEQUENCE "STG_USERDATA"."info_keys_id_seq" TO
  "${env}_sensitive_dwh_stg_userdata_all",
  "${env}_sensitive_dwh_stg_userdata_write";
--> statement-breakpoint
-- Memberships
GRANT
  "${env}_dwh_dm_infra_logs_read",
  "${env}_dwh_dm_marketing_read",
  "${env}_dwh_dm_monitoring_read",
  "${env}_dwh_dm_rating_read",
  "${env}_dwh_dm_rental_read",
  "${env}_dwh_dm_timetable_read",
  "${env}_dwh_dm_user_read"
TO "${env}_analyst";
GRANT
  "${env}_dwh_dm_monitoring_read",
  "${env}_dwh_dm_rental_read"
TO "${env}_dashboard";
GRANT
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
TO "${env}_orchestrator";
