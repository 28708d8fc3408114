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
-- Comments
COMMENT ON TABLE "DM_INFRA_LOGS"."container_log_cube" IS 'Number of log records per container, day and severity';
COMMENT ON COLUMN "DM_INFRA_LOGS"."container_log_cube"."container_name" IS 'Name of the container whose records are counted';
COMMENT ON COLUMN "DM_INFRA_LOGS"."container_log_cube"."create_date" IS 'Day of the records, as text';
COMMENT ON COLUMN "DM_INFRA_LOGS"."container_log_cube"."critical_cnt" IS 'Number of CRITICAL records on that day';
COMMENT ON COLUMN "DM_INFRA_LOGS"."container_log_cube"."debug_cnt" IS 'Number of DEBUG records on that day';
COMMENT ON COLUMN "DM_INFRA_LOGS"."container_log_cube"."error_cnt" IS 'Number of ERROR records on that day';
COMMENT ON COLUMN "DM_INFRA_LOGS"."container_log_cube"."info_cnt" IS 'Number of INFO records on that day';
COMMENT ON COLUMN "DM_INFRA_LOGS"."container_log_cube"."other_cnt" IS 'Number of records of that day whose severity is none of these';
COMMENT ON COLUMN "DM_INFRA_LOGS"."container_log_cube"."warn_cnt" IS 'Number of WARNING records on that day';
COMMENT ON TABLE "DM_INFRA_LOGS"."incident_hint" IS 'Log records that point to an incident, for those on duty';
COMMENT ON COLUMN "DM_INFRA_LOGS"."incident_hint"."container_name" IS 'Name of the container in trouble';
COMMENT ON COLUMN "DM_INFRA_LOGS"."incident_hint"."create_ts" IS 'When the log record was collected';
COMMENT ON COLUMN "DM_INFRA_LOGS"."incident_hint"."message" IS 'Text of the log record that points to the incident';
COMMENT ON COLUMN "DM_INFRA_LOGS"."incident_hint"."msk_record_loaded_dttm" IS 'When the record reached the warehouse, in Moscow time';
COMMENT ON TABLE "DM_MARKETING"."frontend_actions_services" IS 'Actions in the web application, with the services they led from and to';
COMMENT ON COLUMN "DM_MARKETING"."frontend_actions_services"."action" IS 'Kind of action, such as a change of page';
COMMENT ON COLUMN "DM_MARKETING"."frontend_actions_services"."create_ts" IS 'When the action took place';
COMMENT ON COLUMN "DM_MARKETING"."frontend_actions_services"."is_bot" IS 'True if the User-Agent looks like that of a robot';
COMMENT ON COLUMN "DM_MARKETING"."frontend_actions_services"."path_from" IS 'Address within the application the user came from';
COMMENT ON COLUMN "DM_MARKETING"."frontend_actions_services"."path_to" IS 'Address within the application the user went to';
COMMENT ON COLUMN "DM_MARKETING"."frontend_actions_services"."service_from_name" IS 'Name of the service behind path_from, if it is known';
COMMENT ON COLUMN "DM_MARKETING"."frontend_actions_services"."service_to_name" IS 'Name of the service behind path_to, if it is known';
COMMENT ON COLUMN "DM_MARKETING"."frontend_actions_services"."user_agent" IS 'User-Agent header of the user''s browser';
COMMENT ON TABLE "DM_MONITORING"."db_monitoring_snp" IS 'Daily snapshot of how much room each table of the warehouse takes';
COMMENT ON COLUMN "DM_MONITORING"."db_monitoring_snp"."indexes_size_mb" IS 'Size of all the table''s indexes, in megabytes';
COMMENT ON COLUMN "DM_MONITORING"."db_monitoring_snp"."state_dt" IS 'Day on which the snapshot was taken';
COMMENT ON COLUMN "DM_MONITORING"."db_monitoring_snp"."table_name" IS 'Name of the table measured';
COMMENT ON COLUMN "DM_MONITORING"."db_monitoring_snp"."table_schema" IS 'Schema of the table measured';
COMMENT ON COLUMN "DM_MONITORING"."db_monitoring_snp"."table_size_mb" IS 'Size of the table without its indexes, in megabytes';
COMMENT ON COLUMN "DM_MONITORING"."db_monitoring_snp"."total_size_mb" IS 'Size of the table together with its indexes, in megabytes';
COMMENT ON TABLE "DM_RATING"."dm_lecturer_comment_act" IS 'Current comments on lecturers, each with its lecturer''s marks and its author';
COMMENT ON COLUMN "DM_RATING"."dm_lecturer_comment_act"."comment_api_uuid" IS 'Identifier of the comment in the rating service';
COMMENT ON COLUMN "DM_RATING"."dm_lecturer_comment_act"."comment_create_ts" IS 'When the comment was written';
COMMENT ON COLUMN "DM_RATING"."dm_lecturer_comment_act"."comment_full_text" IS 'Whole text of the comment';
COMMENT ON COLUMN "DM_RATING"."dm_lecturer_comment_act"."comment_mark_clarity" IS 'Mark for clarity given with this comment';
COMMENT ON COLUMN "DM_RATING"."dm_lecturer_comment_act"."comment_mark_freebie" IS 'Mark for easy passes given with this comment';
COMMENT ON COLUMN "DM_RATING"."dm_lecturer_comment_act"."comment_mark_kindness" IS 'Mark for kindness given with this comment';
COMMENT ON COLUMN "DM_RATING"."dm_lecturer_comment_act"."comment_review_status" IS 'Decision of the moderators: pending, approved or dismissed';
COMMENT ON COLUMN "DM_RATING"."dm_lecturer_comment_act"."comment_shortened_text" IS 'Beginning of the comment, short enough for a table';
COMMENT ON COLUMN "DM_RATING"."dm_lecturer_comment_act"."comment_subject" IS 'Subject the author of the comment was taught';
COMMENT ON COLUMN "DM_RATING"."dm_lecturer_comment_act"."comment_update_ts" IS 'When the comment or its status last changed';
COMMENT ON COLUMN "DM_RATING"."dm_lecturer_comment_act"."has_timetable_id" IS 'True if the lecturer was found in the timetable service';
COMMENT ON COLUMN "DM_RATING"."dm_lecturer_comment_act"."lecturer_api_id" IS 'Identifier of the lecturer in the rating service';
COMMENT ON COLUMN "DM_RATING"."dm_lecturer_comment_act"."lecturer_first_name" IS 'First name of the lecturer';
COMMENT ON COLUMN "DM_RATING"."dm_lecturer_comment_act"."lecturer_full_name" IS 'Surname, first name and patronymic of the lecturer in one line';
COMMENT ON COLUMN "DM_RATING"."dm_lecturer_comment_act"."lecturer_last_name" IS 'Surname of the lecturer';
COMMENT ON COLUMN "DM_RATING"."dm_lecturer_comment_act"."lecturer_middle_name" IS 'Patronymic of the lecturer';
COMMENT ON COLUMN "DM_RATING"."dm_lecturer_comment_act"."lecturer_subject" IS 'Subjects the lecturer teaches, as text';
COMMENT ON COLUMN "DM_RATING"."dm_lecturer_comment_act"."mark_clarity_weighted" IS 'Weighted mark of the lecturer for clarity';
COMMENT ON COLUMN "DM_RATING"."dm_lecturer_comment_act"."mark_freebie_weighted" IS 'Weighted mark of the lecturer for easy passes';
COMMENT ON COLUMN "DM_RATING"."dm_lecturer_comment_act"."mark_kindness_weighted" IS 'Weighted mark of the lecturer for kindness';
COMMENT ON COLUMN "DM_RATING"."dm_lecturer_comment_act"."mark_weighted" IS 'Overall weighted mark of the lecturer';
COMMENT ON COLUMN "DM_RATING"."dm_lecturer_comment_act"."rank" IS 'Place of the lecturer among all by the overall mark';
COMMENT ON COLUMN "DM_RATING"."dm_lecturer_comment_act"."timetable_id" IS 'Identifier of the lecturer in the timetable service';
COMMENT ON COLUMN "DM_RATING"."dm_lecturer_comment_act"."user_email" IS 'E-mail address of the author';
COMMENT ON COLUMN "DM_RATING"."dm_lecturer_comment_act"."user_full_name" IS 'Surname, first name and patronymic of the author';
COMMENT ON COLUMN "DM_RATING"."dm_lecturer_comment_act"."user_id" IS 'Author of the comment, by the identifier of the authentication service';
COMMENT ON TABLE "DM_RENTAL"."dm_rentals_events" IS 'Rentals with their items, lengths, delays and strikes';
COMMENT ON COLUMN "DM_RENTAL"."dm_rentals_events"."actual_return_ts" IS 'When the item really came back';
COMMENT ON COLUMN "DM_RENTAL"."dm_rentals_events"."admin_close_session_id" IS 'Administrator who took the item back; empty until then';
COMMENT ON COLUMN "DM_RENTAL"."dm_rentals_events"."admin_open_session_id" IS 'Administrator who handed the item over';
COMMENT ON COLUMN "DM_RENTAL"."dm_rentals_events"."description" IS 'What the catalogue says about the thing';
COMMENT ON COLUMN "DM_RENTAL"."dm_rentals_events"."end_ts" IS 'When the item is due back';
COMMENT ON COLUMN "DM_RENTAL"."dm_rentals_events"."image_url" IS 'Link to a picture of the thing';
COMMENT ON COLUMN "DM_RENTAL"."dm_rentals_events"."item_id" IS 'Item that is lent, by the rental service''s identifier';
COMMENT ON COLUMN "DM_RENTAL"."dm_rentals_events"."name" IS 'What the thing is called in the catalogue';
COMMENT ON COLUMN "DM_RENTAL"."dm_rentals_events"."overdue_minutes" IS 'How late the item came back, meant in minutes but typed as a timestamp';
COMMENT ON COLUMN "DM_RENTAL"."dm_rentals_events"."reservation_ts" IS 'When the member reserved the item';
COMMENT ON COLUMN "DM_RENTAL"."dm_rentals_events"."session_duration_minutes" IS 'How long the rental lasted, meant in minutes but typed as a timestamp';
COMMENT ON COLUMN "DM_RENTAL"."dm_rentals_events"."session_id" IS 'Identifier of the rental in the rental service';
COMMENT ON COLUMN "DM_RENTAL"."dm_rentals_events"."start_ts" IS 'When the member received the item';
COMMENT ON COLUMN "DM_RENTAL"."dm_rentals_events"."status" IS 'Stage of the rental, such as reserved, active or returned';
COMMENT ON COLUMN "DM_RENTAL"."dm_rentals_events"."strikes_count" IS 'Number of strikes given for the rental';
COMMENT ON COLUMN "DM_RENTAL"."dm_rentals_events"."type_id" IS 'Kind of thing the item is, by the rental service''s identifier';
COMMENT ON COLUMN "DM_RENTAL"."dm_rentals_events"."user_id" IS 'Member who rents, by the identifier of the authentication service';
COMMENT ON COLUMN "DM_RENTAL"."dm_rentals_events"."uuid" IS 'Key of the row within the mart';
COMMENT ON TABLE "DM_RENTAL"."dm_strike" IS 'Strikes with the rental, item, member and administrator of each';
COMMENT ON COLUMN "DM_RENTAL"."dm_strike"."admin_id" IS 'Administrator who gave the strike';
COMMENT ON COLUMN "DM_RENTAL"."dm_strike"."admin_name" IS 'Name of the administrator who gave the strike';
COMMENT ON COLUMN "DM_RENTAL"."dm_strike"."item_id" IS 'Item that was rented';
COMMENT ON COLUMN "DM_RENTAL"."dm_strike"."item_name" IS 'Name of the item that was rented';
COMMENT ON COLUMN "DM_RENTAL"."dm_strike"."item_type_id" IS 'Kind of thing that was rented, by the rental service''s identifier';
COMMENT ON COLUMN "DM_RENTAL"."dm_strike"."item_type_name" IS 'What that kind of thing is called in the catalogue';
COMMENT ON COLUMN "DM_RENTAL"."dm_strike"."rental_end_ts" IS 'When the item was due back';
COMMENT ON COLUMN "DM_RENTAL"."dm_strike"."rental_start_ts" IS 'When the member received the item';
COMMENT ON COLUMN "DM_RENTAL"."dm_strike"."return_ts" IS 'When the item really came back; empty until then';
COMMENT ON COLUMN "DM_RENTAL"."dm_strike"."session_id" IS 'Rental that the strike was given for';
COMMENT ON COLUMN "DM_RENTAL"."dm_strike"."session_status" IS 'Stage the rental has reached, such as active or returned';
COMMENT ON COLUMN "DM_RENTAL"."dm_strike"."strike_date" IS 'When the strike was given';
COMMENT ON COLUMN "DM_RENTAL"."dm_strike"."strike_id" IS 'Identifier of the strike in the rental service';
COMMENT ON COLUMN "DM_RENTAL"."dm_strike"."strike_reason" IS 'Why the strike was given, in the administrator''s words';
COMMENT ON COLUMN "DM_RENTAL"."dm_strike"."total_strikes_session" IS 'Number of strikes given for the same rental';
COMMENT ON COLUMN "DM_RENTAL"."dm_strike"."total_strikes_user" IS 'Number of strikes the member has in all';
COMMENT ON COLUMN "DM_RENTAL"."dm_strike"."user_id" IS 'Member who received the strike';
COMMENT ON COLUMN "DM_RENTAL"."dm_strike"."user_segment" IS 'Group of members to which the analysts count this one';
COMMENT ON TABLE "DM_TIMETABLE"."dim_event_act" IS 'Subjects taught now, with their spellings in the timetable';
COMMENT ON COLUMN "DM_TIMETABLE"."dim_event_act"."timetable_alias" IS 'Spelling of the subject in the timetable pages';
COMMENT ON TABLE "DM_TIMETABLE"."dim_group_act" IS 'Academic groups that exist now, with their spellings in the timetable';
COMMENT ON COLUMN "DM_TIMETABLE"."dim_group_act"."timetable_alias" IS 'Spelling of the group in the timetable pages';
COMMENT ON TABLE "DM_TIMETABLE"."dim_lecturer_act" IS 'Lecturers at work, with their spellings in the timetable';
COMMENT ON COLUMN "DM_TIMETABLE"."dim_lecturer_act"."timetable_alias" IS 'Spelling of the lecturer''s name in the timetable pages';
COMMENT ON TABLE "DM_TIMETABLE"."dim_room_act" IS 'Rooms in use, with their spellings in the timetable';
COMMENT ON COLUMN "DM_TIMETABLE"."dim_room_act"."timetable_alias" IS 'Spelling of the room in the timetable pages';
COMMENT ON TABLE "DM_TIMETABLE"."dm_timetable_act" IS 'Current timetable, each class with its subject, group, lecturer and room';
COMMENT ON COLUMN "DM_TIMETABLE"."dm_timetable_act"."end" IS 'Time of day at which the class ends, as text';
COMMENT ON COLUMN "DM_TIMETABLE"."dm_timetable_act"."even" IS 'True if the class is held in even weeks';
COMMENT ON COLUMN "DM_TIMETABLE"."dm_timetable_act"."event_api_id" IS 'Identifier of the subject in the timetable service';
COMMENT ON COLUMN "DM_TIMETABLE"."dm_timetable_act"."event_id" IS 'Key of the class within the warehouse';
COMMENT ON COLUMN "DM_TIMETABLE"."dm_timetable_act"."event_name" IS 'Name of the subject';
COMMENT ON COLUMN "DM_TIMETABLE"."dm_timetable_act"."group" IS 'Academic group as the timetable page names it';
COMMENT ON COLUMN "DM_TIMETABLE"."dm_timetable_act"."group_api_id" IS 'Identifier of the group in the timetable service';
COMMENT ON COLUMN "DM_TIMETABLE"."dm_timetable_act"."group_name" IS 'Name of the group as the timetable service has it';
COMMENT ON COLUMN "DM_TIMETABLE"."dm_timetable_act"."lecturer_api_id" IS 'Identifier of the lecturer in the timetable service';
COMMENT ON COLUMN "DM_TIMETABLE"."dm_timetable_act"."lecturer_name" IS 'Name of the lecturer as the timetable service has it';
COMMENT ON COLUMN "DM_TIMETABLE"."dm_timetable_act"."name" IS 'Text of the timetable cell from which the class was read';
COMMENT ON COLUMN "DM_TIMETABLE"."dm_timetable_act"."num" IS 'Number of the class within the day';
COMMENT ON COLUMN "DM_TIMETABLE"."dm_timetable_act"."odd" IS 'True if the class is held in odd weeks';
COMMENT ON COLUMN "DM_TIMETABLE"."dm_timetable_act"."room_api_id" IS 'Identifier of the room in the timetable service';
COMMENT ON COLUMN "DM_TIMETABLE"."dm_timetable_act"."room_name" IS 'Name of the room as the timetable service has it';
COMMENT ON COLUMN "DM_TIMETABLE"."dm_timetable_act"."start" IS 'Time of day at which the class begins, as text';
COMMENT ON COLUMN "DM_TIMETABLE"."dm_timetable_act"."weekday" IS 'Day of the week as a number';
COMMENT ON COLUMN "DM_USER"."union_member_card"."card_number" IS 'Number printed on the user''s union card';
COMMENT ON TABLE "DM_USER"."union_member_join" IS 'Profiles of users joined with their union cards';
COMMENT ON COLUMN "DM_USER"."union_member_join"."birth_date" IS 'Date of birth, as text';
COMMENT ON COLUMN "DM_USER"."union_member_join"."card_date" IS 'Date of the card''s present state, as text';
COMMENT ON COLUMN "DM_USER"."union_member_join"."card_number" IS 'Number printed on the union card';
COMMENT ON COLUMN "DM_USER"."union_member_join"."card_status" IS 'State of the union card, such as ordered or issued';
COMMENT ON COLUMN "DM_USER"."union_member_join"."city" IS 'City of residence';
COMMENT ON COLUMN "DM_USER"."union_member_join"."department" IS 'Department of the faculty';
COMMENT ON COLUMN "DM_USER"."union_member_join"."education_level" IS 'Degree being studied for, such as bachelor or master';
COMMENT ON COLUMN "DM_USER"."union_member_join"."email" IS 'E-mail address for contact';
COMMENT ON COLUMN "DM_USER"."union_member_join"."faculty" IS 'Faculty to which the person belongs';
COMMENT ON COLUMN "DM_USER"."union_member_join"."full_name" IS 'Surname, first name and patronymic in one line';
COMMENT ON COLUMN "DM_USER"."union_member_join"."github_name" IS 'Username on GitHub';
COMMENT ON COLUMN "DM_USER"."union_member_join"."group" IS 'Number of the academic group';
COMMENT ON COLUMN "DM_USER"."union_member_join"."home_phone_number" IS 'Landline number at home';
COMMENT ON COLUMN "DM_USER"."union_member_join"."hometown" IS 'City of birth';
COMMENT ON COLUMN "DM_USER"."union_member_join"."job" IS 'Organisation the person works for';
COMMENT ON COLUMN "DM_USER"."union_member_join"."location" IS 'Home address';
COMMENT ON COLUMN "DM_USER"."union_member_join"."mode_of_study" IS 'Form of study: full-time, part-time or evening';
COMMENT ON COLUMN "DM_USER"."union_member_join"."phone_number" IS 'Mobile phone number';
COMMENT ON COLUMN "DM_USER"."union_member_join"."photo" IS 'Link to a photo of the person';
COMMENT ON COLUMN "DM_USER"."union_member_join"."position" IS 'Position held at the university';
COMMENT ON COLUMN "DM_USER"."union_member_join"."sex" IS 'Sex as stated in the profile';
COMMENT ON COLUMN "DM_USER"."union_member_join"."student_id_number" IS 'Number of the student card';
COMMENT ON COLUMN "DM_USER"."union_member_join"."telegram_name" IS 'Username in Telegram';
COMMENT ON COLUMN "DM_USER"."union_member_join"."university" IS 'University of study or work';
COMMENT ON COLUMN "DM_USER"."union_member_join"."vk_name" IS 'Username in the VK social network';
COMMENT ON COLUMN "DM_USER"."union_member_join"."work_location" IS 'Address of the place of work';
COMMENT ON COLUMN "DWH_AUTH_USER"."info"."auth_email" IS 'E-mail address with which the user signs in';
COMMENT ON COLUMN "DWH_AUTH_USER"."info"."birth_date" IS 'Date of birth, as text';
COMMENT ON COLUMN "DWH_AUTH_USER"."info"."city" IS 'City of residence';
COMMENT ON COLUMN "DWH_AUTH_USER"."info"."department" IS 'Department of the faculty';
COMMENT ON COLUMN "DWH_AUTH_USER"."info"."education_level" IS 'Degree being studied for, such as bachelor or master';
COMMENT ON COLUMN "DWH_AUTH_USER"."info"."email" IS 'E-mail address for contact, from the user''s profile';
COMMENT ON COLUMN "DWH_AUTH_USER"."info"."faculty" IS 'Faculty to which the person belongs';
COMMENT ON COLUMN "DWH_AUTH_USER"."info"."full_name" IS 'Surname, first name and patronymic in one line';
COMMENT ON COLUMN "DWH_AUTH_USER"."info"."github_name" IS 'Username on GitHub';
COMMENT ON COLUMN "DWH_AUTH_USER"."info"."group" IS 'Number of the academic group';
COMMENT ON COLUMN "DWH_AUTH_USER"."info"."home_phone_number" IS 'Landline number at home';
COMMENT ON COLUMN "DWH_AUTH_USER"."info"."hometown" IS 'City of birth';
COMMENT ON COLUMN "DWH_AUTH_USER"."info"."id" IS 'Identifier of the user in the authentication service';
COMMENT ON COLUMN "DWH_AUTH_USER"."info"."is_deleted" IS 'True if the account has been deleted';
COMMENT ON COLUMN "DWH_AUTH_USER"."info"."job" IS 'Organisation the person works for';
COMMENT ON COLUMN "DWH_AUTH_USER"."info"."location" IS 'Home address';
COMMENT ON COLUMN "DWH_AUTH_USER"."info"."mode_of_study" IS 'Form of study: full-time, part-time or evening';
COMMENT ON COLUMN "DWH_AUTH_USER"."info"."phone_number" IS 'Mobile phone number';
COMMENT ON COLUMN "DWH_AUTH_USER"."info"."photo" IS 'Link to a photo of the person';
COMMENT ON COLUMN "DWH_AUTH_USER"."info"."position" IS 'Position held at the university';
COMMENT ON COLUMN "DWH_AUTH_USER"."info"."sex" IS 'Sex as stated in the profile';
COMMENT ON COLUMN "DWH_AUTH_USER"."info"."student_id_number" IS 'Number of the student card';
COMMENT ON COLUMN "DWH_AUTH_USER"."info"."telegram_name" IS 'Username in Telegram';
COMMENT ON COLUMN "DWH_AUTH_USER"."info"."university" IS 'University of study or work';
COMMENT ON COLUMN "DWH_AUTH_USER"."info"."vk_name" IS 'Username in the VK social network';
COMMENT ON COLUMN "DWH_AUTH_USER"."info"."work_location" IS 'Address of the place of work';
COMMENT ON TABLE "DWH_RATING"."comment" IS 'Comments on lecturers, one row per version';
COMMENT ON COLUMN "DWH_RATING"."comment"."api_uuid" IS 'Identifier of the comment in the rating service';
COMMENT ON COLUMN "DWH_RATING"."comment"."create_ts" IS 'When the comment was written';
COMMENT ON COLUMN "DWH_RATING"."comment"."lecturer_id" IS 'Lecturer under comment, by the identifier of the rating service';
COMMENT ON COLUMN "DWH_RATING"."comment"."mark_clarity" IS 'Author''s mark for how clearly the lecturer explains';
COMMENT ON COLUMN "DWH_RATING"."comment"."mark_freebie" IS 'Author''s mark for how easily a pass is earned';
COMMENT ON COLUMN "DWH_RATING"."comment"."mark_kindness" IS 'Author''s mark for the lecturer''s kindness';
COMMENT ON COLUMN "DWH_RATING"."comment"."review_status" IS 'Decision of the moderators: pending, approved or dismissed';
COMMENT ON COLUMN "DWH_RATING"."comment"."subject" IS 'Subject the author was taught';
COMMENT ON COLUMN "DWH_RATING"."comment"."text" IS 'Text of the comment';
COMMENT ON COLUMN "DWH_RATING"."comment"."update_ts" IS 'When the comment or its status last changed';
COMMENT ON COLUMN "DWH_RATING"."comment"."uuid" IS 'Key of the comment within the warehouse';
COMMENT ON COLUMN "DWH_RATING"."comment"."valid_from_dt" IS 'First day on which this version of the comment held';
COMMENT ON COLUMN "DWH_RATING"."comment"."valid_to_dt" IS 'Last day on which this version of the comment held; empty while it does';
COMMENT ON TABLE "DWH_RATING"."lecturer" IS 'Lecturers and their marks, one row per version';
COMMENT ON COLUMN "DWH_RATING"."lecturer"."api_id" IS 'Identifier of the lecturer in the rating service';
COMMENT ON COLUMN "DWH_RATING"."lecturer"."avatar_link" IS 'Link to the lecturer''s portrait';
COMMENT ON COLUMN "DWH_RATING"."lecturer"."first_name" IS 'First name of the lecturer';
COMMENT ON COLUMN "DWH_RATING"."lecturer"."last_name" IS 'Surname of the lecturer';
COMMENT ON COLUMN "DWH_RATING"."lecturer"."mark_clarity_weighted" IS 'Weighted mark for clarity; 0 until the lecturer is rated';
COMMENT ON COLUMN "DWH_RATING"."lecturer"."mark_freebie_weighted" IS 'Weighted mark for easy passes; 0 until the lecturer is rated';
COMMENT ON COLUMN "DWH_RATING"."lecturer"."mark_kindness_weighted" IS 'Weighted mark for kindness; 0 until the lecturer is rated';
COMMENT ON COLUMN "DWH_RATING"."lecturer"."mark_weighted" IS 'Overall weighted mark; 0 until the lecturer is rated';
COMMENT ON COLUMN "DWH_RATING"."lecturer"."middle_name" IS 'Patronymic of the lecturer';
COMMENT ON COLUMN "DWH_RATING"."lecturer"."rank" IS 'Place among all lecturers by the overall mark; 0 until ranked';
COMMENT ON COLUMN "DWH_RATING"."lecturer"."subject" IS 'Subjects the lecturer teaches, as text';
COMMENT ON COLUMN "DWH_RATING"."lecturer"."timetable_id" IS 'Identifier of the same lecturer in the timetable service';
COMMENT ON COLUMN "DWH_RATING"."lecturer"."uuid" IS 'Key of the lecturer within the warehouse';
COMMENT ON COLUMN "DWH_RATING"."lecturer"."valid_from_dt" IS 'First day on which this version of the lecturer held';
COMMENT ON COLUMN "DWH_RATING"."lecturer"."valid_to_dt" IS 'Last day on which this version of the lecturer held; empty while it does';
COMMENT ON TABLE "DWH_RATING"."lecturer_user_comment" IS 'Which user commented on which lecturer, one row per version';
COMMENT ON COLUMN "DWH_RATING"."lecturer_user_comment"."api_id" IS 'Identifier of the record in the rating service';
COMMENT ON COLUMN "DWH_RATING"."lecturer_user_comment"."create_ts" IS 'When the author''s comment was recorded';
COMMENT ON COLUMN "DWH_RATING"."lecturer_user_comment"."lecturer_id" IS 'Lecturer who was commented on, by the identifier of the rating service';
COMMENT ON COLUMN "DWH_RATING"."lecturer_user_comment"."update_ts" IS 'When the record was last changed in the rating service';
COMMENT ON COLUMN "DWH_RATING"."lecturer_user_comment"."user_id" IS 'Author of the comment, by the identifier of the authentication service';
COMMENT ON COLUMN "DWH_RATING"."lecturer_user_comment"."uuid" IS 'Key of the record within the warehouse';
COMMENT ON COLUMN "DWH_RATING"."lecturer_user_comment"."valid_from_dt" IS 'First day on which this version of the record held';
COMMENT ON COLUMN "DWH_RATING"."lecturer_user_comment"."valid_to_dt" IS 'Last day on which this version of the record held; empty while it does';
COMMENT ON TABLE "DWH_RENTAL"."event" IS 'Journal of rental events, one row per version';
COMMENT ON COLUMN "DWH_RENTAL"."event"."action_type" IS 'Kind of event, such as handing over or taking back';
COMMENT ON COLUMN "DWH_RENTAL"."event"."admin_id" IS 'Administrator who acted';
COMMENT ON COLUMN "DWH_RENTAL"."event"."api_id" IS 'Identifier of the event in the rental service';
COMMENT ON COLUMN "DWH_RENTAL"."event"."create_ts" IS 'When the event happened';
COMMENT ON COLUMN "DWH_RENTAL"."event"."details" IS 'Particulars of the event as the service wrote them';
COMMENT ON COLUMN "DWH_RENTAL"."event"."session_id" IS 'Rental in which the event happened, by the rental service''s identifier';
COMMENT ON COLUMN "DWH_RENTAL"."event"."user_id" IS 'Member concerned by the event';
COMMENT ON COLUMN "DWH_RENTAL"."event"."uuid" IS 'Key of the event within the warehouse';
COMMENT ON COLUMN "DWH_RENTAL"."event"."valid_from_dt" IS 'First day on which this version of the event held';
COMMENT ON COLUMN "DWH_RENTAL"."event"."valid_to_dt" IS 'Last day on which this version of the event held; empty while it does';
COMMENT ON TABLE "DWH_RENTAL"."item" IS 'Items for rent, one row per version';
COMMENT ON COLUMN "DWH_RENTAL"."item"."api_id" IS 'Identifier of the item in the rental service';
COMMENT ON COLUMN "DWH_RENTAL"."item"."is_available" IS 'True if the item can be lent out now';
COMMENT ON COLUMN "DWH_RENTAL"."item"."type_id" IS 'Kind of thing this item is, by the rental service''s identifier';
COMMENT ON COLUMN "DWH_RENTAL"."item"."uuid" IS 'Key of the item within the warehouse';
COMMENT ON COLUMN "DWH_RENTAL"."item"."valid_from_dt" IS 'First day on which this version of the item held';
COMMENT ON COLUMN "DWH_RENTAL"."item"."valid_to_dt" IS 'Last day on which this version of the item held; empty while it does';
COMMENT ON TABLE "DWH_RENTAL"."item_type" IS 'Catalogue of things for rent, one row per version';
COMMENT ON COLUMN "DWH_RENTAL"."item_type"."api_id" IS 'Identifier of the kind of thing in the rental service';
COMMENT ON COLUMN "DWH_RENTAL"."item_type"."description" IS 'What the catalogue says about the thing';
COMMENT ON COLUMN "DWH_RENTAL"."item_type"."image_url" IS 'Link to a picture of the thing';
COMMENT ON COLUMN "DWH_RENTAL"."item_type"."name" IS 'What the thing is called in the catalogue';
COMMENT ON COLUMN "DWH_RENTAL"."item_type"."uuid" IS 'Key of the kind of thing within the warehouse';
COMMENT ON COLUMN "DWH_RENTAL"."item_type"."valid_from_dt" IS 'First day on which this version of the catalogue entry held';
COMMENT ON COLUMN "DWH_RENTAL"."item_type"."valid_to_dt" IS 'Last day on which this version of the catalogue entry held; empty while it does';
COMMENT ON TABLE "DWH_RENTAL"."rental_session" IS 'Rentals, one row per version';
COMMENT ON COLUMN "DWH_RENTAL"."rental_session"."actual_return_ts" IS 'When the item really came back';
COMMENT ON COLUMN "DWH_RENTAL"."rental_session"."admin_close_id" IS 'Administrator who took the item back; empty until then';
COMMENT ON COLUMN "DWH_RENTAL"."rental_session"."admin_open_id" IS 'Administrator who handed the item over';
COMMENT ON COLUMN "DWH_RENTAL"."rental_session"."api_id" IS 'Identifier of the rental in the rental service';
COMMENT ON COLUMN "DWH_RENTAL"."rental_session"."end_ts" IS 'When the item is due back';
COMMENT ON COLUMN "DWH_RENTAL"."rental_session"."item_id" IS 'Item that is lent, by the rental service''s identifier';
COMMENT ON COLUMN "DWH_RENTAL"."rental_session"."reservation_ts" IS 'When the member reserved the item';
COMMENT ON COLUMN "DWH_RENTAL"."rental_session"."start_ts" IS 'When the member received the item';
COMMENT ON COLUMN "DWH_RENTAL"."rental_session"."status" IS 'Stage of the rental, such as reserved, active or returned';
COMMENT ON COLUMN "DWH_RENTAL"."rental_session"."user_id" IS 'Member who rents, by the identifier of the authentication service';
COMMENT ON COLUMN "DWH_RENTAL"."rental_session"."uuid" IS 'Key of the rental within the warehouse';
COMMENT ON COLUMN "DWH_RENTAL"."rental_session"."valid_from_dt" IS 'First day on which this version of the rental held';
COMMENT ON COLUMN "DWH_RENTAL"."rental_session"."valid_to_dt" IS 'Last day on which this version of the rental held; empty while it does';
COMMENT ON TABLE "DWH_RENTAL"."strike" IS 'Strikes of members, one row per version';
COMMENT ON COLUMN "DWH_RENTAL"."strike"."admin_id" IS 'Administrator who gave the strike';
COMMENT ON COLUMN "DWH_RENTAL"."strike"."api_id" IS 'Identifier of the strike in the rental service';
COMMENT ON COLUMN "DWH_RENTAL"."strike"."create_ts" IS 'When the strike was given';
COMMENT ON COLUMN "DWH_RENTAL"."strike"."reason" IS 'Why the strike was given, in the administrator''s words';
COMMENT ON COLUMN "DWH_RENTAL"."strike"."session_id" IS 'Rental that the strike was given for, by the rental service''s identifier';
COMMENT ON COLUMN "DWH_RENTAL"."strike"."user_id" IS 'Member who received the strike';
COMMENT ON COLUMN "DWH_RENTAL"."strike"."uuid" IS 'Key of the strike within the warehouse';
COMMENT ON COLUMN "DWH_RENTAL"."strike"."valid_from_dt" IS 'First day on which this version of the strike held';
COMMENT ON COLUMN "DWH_RENTAL"."strike"."valid_to_dt" IS 'Last day on which this version of the strike held; empty while it does';
COMMENT ON COLUMN "DWH_USER_INFO"."encrypted_info"."birth_date" IS 'Date of birth, encrypted';
COMMENT ON COLUMN "DWH_USER_INFO"."encrypted_info"."city" IS 'City of residence, encrypted';
COMMENT ON COLUMN "DWH_USER_INFO"."encrypted_info"."department" IS 'Department of the faculty, encrypted';
COMMENT ON COLUMN "DWH_USER_INFO"."encrypted_info"."education_level" IS 'Degree being studied for, encrypted';
COMMENT ON COLUMN "DWH_USER_INFO"."encrypted_info"."email" IS 'E-mail address for contact, encrypted';
COMMENT ON COLUMN "DWH_USER_INFO"."encrypted_info"."faculty" IS 'Faculty to which the person belongs, encrypted';
COMMENT ON COLUMN "DWH_USER_INFO"."encrypted_info"."full_name" IS 'Surname, first name and patronymic, encrypted';
COMMENT ON COLUMN "DWH_USER_INFO"."encrypted_info"."github_name" IS 'Username on GitHub, encrypted';
COMMENT ON COLUMN "DWH_USER_INFO"."encrypted_info"."group" IS 'Number of the academic group, encrypted';
COMMENT ON COLUMN "DWH_USER_INFO"."encrypted_info"."home_phone_number" IS 'Landline number at home, encrypted';
COMMENT ON COLUMN "DWH_USER_INFO"."encrypted_info"."hometown" IS 'City of birth, encrypted';
COMMENT ON COLUMN "DWH_USER_INFO"."encrypted_info"."job" IS 'Organisation the person works for, encrypted';
COMMENT ON COLUMN "DWH_USER_INFO"."encrypted_info"."location" IS 'Home address, encrypted';
COMMENT ON COLUMN "DWH_USER_INFO"."encrypted_info"."mode_of_study" IS 'Form of study, encrypted';
COMMENT ON COLUMN "DWH_USER_INFO"."encrypted_info"."phone_number" IS 'Mobile phone number, encrypted';
COMMENT ON COLUMN "DWH_USER_INFO"."encrypted_info"."photo" IS 'Link to a photo of the person, encrypted';
COMMENT ON COLUMN "DWH_USER_INFO"."encrypted_info"."position" IS 'Position held at the university, encrypted';
COMMENT ON COLUMN "DWH_USER_INFO"."encrypted_info"."sex" IS 'Sex as stated in the profile, encrypted';
COMMENT ON COLUMN "DWH_USER_INFO"."encrypted_info"."student_id_number" IS 'Number of the student card, encrypted';
COMMENT ON COLUMN "DWH_USER_INFO"."encrypted_info"."telegram_name" IS 'Username in Telegram, encrypted';
COMMENT ON COLUMN "DWH_USER_INFO"."encrypted_info"."university" IS 'University of study or work, encrypted';
COMMENT ON COLUMN "DWH_USER_INFO"."encrypted_info"."vk_name" IS 'Username in the VK social network, encrypted';
COMMENT ON COLUMN "DWH_USER_INFO"."encrypted_info"."work_location" IS 'Address of the place of work, encrypted';
COMMENT ON COLUMN "DWH_USER_INFO"."info"."birth_date" IS 'Date of birth, as text';
COMMENT ON COLUMN "DWH_USER_INFO"."info"."city" IS 'City of residence';
COMMENT ON COLUMN "DWH_USER_INFO"."info"."department" IS 'Department of the faculty';
COMMENT ON COLUMN "DWH_USER_INFO"."info"."education_level" IS 'Degree being studied for, such as bachelor or master';
COMMENT ON COLUMN "DWH_USER_INFO"."info"."email" IS 'E-mail address for contact';
COMMENT ON COLUMN "DWH_USER_INFO"."info"."faculty" IS 'Faculty to which the person belongs';
COMMENT ON COLUMN "DWH_USER_INFO"."info"."full_name" IS 'Surname, first name and patronymic in one line';
COMMENT ON COLUMN "DWH_USER_INFO"."info"."github_name" IS 'Username on GitHub';
COMMENT ON COLUMN "DWH_USER_INFO"."info"."group" IS 'Number of the academic group';
COMMENT ON COLUMN "DWH_USER_INFO"."info"."home_phone_number" IS 'Landline number at home';
COMMENT ON COLUMN "DWH_USER_INFO"."info"."hometown" IS 'City of birth';
COMMENT ON COLUMN "DWH_USER_INFO"."info"."job" IS 'Organisation the person works for';
COMMENT ON COLUMN "DWH_USER_INFO"."info"."location" IS 'Home address';
COMMENT ON COLUMN "DWH_USER_INFO"."info"."mode_of_study" IS 'Form of study: full-time, part-time or evening';
COMMENT ON COLUMN "DWH_USER_INFO"."info"."phone_number" IS 'Mobile phone number';
COMMENT ON COLUMN "DWH_USER_INFO"."info"."photo" IS 'Link to a photo of the person';
COMMENT ON COLUMN "DWH_USER_INFO"."info"."position" IS 'Position held at the university';
COMMENT ON COLUMN "DWH_USER_INFO"."info"."sex" IS 'Sex as stated in the profile';
COMMENT ON COLUMN "DWH_USER_INFO"."info"."student_id_number" IS 'Number of the student card';
COMMENT ON COLUMN "DWH_USER_INFO"."info"."telegram_name" IS 'Username in Telegram';
COMMENT ON COLUMN "DWH_USER_INFO"."info"."university" IS 'University of study or work';
COMMENT ON COLUMN "DWH_USER_INFO"."info"."vk_name" IS 'Username in the VK social network';
COMMENT ON COLUMN "DWH_USER_INFO"."info"."work_location" IS 'Address of the place of work';
COMMENT ON COLUMN "DWH_USER_INFO"."union_member"."card_date" IS 'Date of the card''s present state, as text';
COMMENT ON COLUMN "DWH_USER_INFO"."union_member"."card_number" IS 'Number printed on the member''s union card';
COMMENT ON COLUMN "DWH_USER_INFO"."union_member"."card_status" IS 'State of the member''s union card, such as ordered or issued';
COMMENT ON COLUMN "DWH_USER_INFO"."union_member"."full_name" IS 'Surname, first name and patronymic of the union member';
COMMENT ON TABLE "ODS_AUTH"."auth_method" IS 'Parameters of the users'' ways of signing in, one row per period of validity';
COMMENT ON TABLE "ODS_AUTH"."user" IS 'Accounts of the authentication service, one row per period of validity';
COMMENT ON TABLE "ODS_INFO"."info_hist" IS 'Values of the user data service, one row per period of validity';
COMMENT ON TABLE "ODS_INFO"."param_hist" IS 'Parameters of the user data service, one row per period of validity';
COMMENT ON TABLE "ODS_INFRA_LOGS"."container_log" IS 'Log records of the containers, one row per record';
COMMENT ON COLUMN "ODS_INFRA_LOGS"."container_log"."container_name" IS 'Name of the container that wrote the record';
COMMENT ON COLUMN "ODS_INFRA_LOGS"."container_log"."create_ts" IS 'When the record was collected';
COMMENT ON COLUMN "ODS_INFRA_LOGS"."container_log"."record" IS 'The record as its container wrote it, parsed to JSON';
COMMENT ON TABLE "ODS_MARKETING"."frontend_actions" IS 'What users did in the web application';
COMMENT ON COLUMN "ODS_MARKETING"."frontend_actions"."action" IS 'Kind of action, such as a change of page';
COMMENT ON COLUMN "ODS_MARKETING"."frontend_actions"."create_ts" IS 'When the action took place';
COMMENT ON COLUMN "ODS_MARKETING"."frontend_actions"."is_bot" IS 'True if the User-Agent looks like that of a robot';
COMMENT ON COLUMN "ODS_MARKETING"."frontend_actions"."path_from" IS 'Address within the application the user came from';
COMMENT ON COLUMN "ODS_MARKETING"."frontend_actions"."path_to" IS 'Address within the application the user went to';
COMMENT ON COLUMN "ODS_MARKETING"."frontend_actions"."user_agent" IS 'User-Agent header of the user''s browser';
COMMENT ON TABLE "ODS_MARKETING"."printer_actions" IS 'What the printing terminals reported of themselves and of print jobs';
COMMENT ON COLUMN "ODS_MARKETING"."printer_actions"."action" IS 'Kind of action at the terminal, such as printing or an update';
COMMENT ON COLUMN "ODS_MARKETING"."printer_actions"."app_version" IS 'Version of the terminal''s software';
COMMENT ON COLUMN "ODS_MARKETING"."printer_actions"."create_ts" IS 'When the terminal reported the action';
COMMENT ON COLUMN "ODS_MARKETING"."printer_actions"."path_from" IS 'Screen or address of the terminal before the action';
COMMENT ON COLUMN "ODS_MARKETING"."printer_actions"."path_to" IS 'Screen or address of the terminal after the action';
COMMENT ON COLUMN "ODS_MARKETING"."printer_actions"."status" IS 'Outcome of the action as the terminal reported it';
COMMENT ON TABLE "ODS_MARKETING"."printer_bots_actions" IS 'What users asked of the printing bots in VK and Telegram';
COMMENT ON COLUMN "ODS_MARKETING"."printer_bots_actions"."action" IS 'Kind of request to the bot, such as uploading a file';
COMMENT ON COLUMN "ODS_MARKETING"."printer_bots_actions"."create_ts" IS 'When the bot received the request';
COMMENT ON COLUMN "ODS_MARKETING"."printer_bots_actions"."description" IS 'Explanation of the outcome in words';
COMMENT ON COLUMN "ODS_MARKETING"."printer_bots_actions"."number" IS 'Union card number the user gave to the bot';
COMMENT ON COLUMN "ODS_MARKETING"."printer_bots_actions"."path_from" IS 'Step of the dialogue before the request';
COMMENT ON COLUMN "ODS_MARKETING"."printer_bots_actions"."path_to" IS 'Step of the dialogue after the request';
COMMENT ON COLUMN "ODS_MARKETING"."printer_bots_actions"."status" IS 'Outcome of the request as the bot reported it';
COMMENT ON COLUMN "ODS_MARKETING"."printer_bots_actions"."status_code" IS 'HTTP status that the printing service answered with';
COMMENT ON COLUMN "ODS_MARKETING"."printer_bots_actions"."surname" IS 'Surname the user gave to the bot';
COMMENT ON COLUMN "ODS_MARKETING"."printer_bots_actions"."user_id" IS 'User''s identifier in the messenger, as text';
COMMENT ON TABLE "ODS_MARKETING"."rating_actions" IS 'Calls to the lecturer rating service';
COMMENT ON COLUMN "ODS_MARKETING"."rating_actions"."action" IS 'Kind of call, such as a search or a new comment';
COMMENT ON COLUMN "ODS_MARKETING"."rating_actions"."create_ts" IS 'When the call was made';
COMMENT ON COLUMN "ODS_MARKETING"."rating_actions"."path_to" IS 'Address of the rating service that was called';
COMMENT ON COLUMN "ODS_MARKETING"."rating_actions"."query" IS 'Query string of the call';
COMMENT ON TABLE "ODS_RATING"."comment" IS 'Students'' comments on lecturers with the marks given';
COMMENT ON COLUMN "ODS_RATING"."comment"."api_uuid" IS 'Identifier of the comment in the rating service';
COMMENT ON COLUMN "ODS_RATING"."comment"."create_ts" IS 'When the comment was written';
COMMENT ON COLUMN "ODS_RATING"."comment"."lecturer_id" IS 'Lecturer under comment, by the identifier of the rating service';
COMMENT ON COLUMN "ODS_RATING"."comment"."mark_clarity" IS 'Author''s mark for how clearly the lecturer explains';
COMMENT ON COLUMN "ODS_RATING"."comment"."mark_freebie" IS 'Author''s mark for how easily a pass is earned';
COMMENT ON COLUMN "ODS_RATING"."comment"."mark_kindness" IS 'Author''s mark for the lecturer''s kindness';
COMMENT ON COLUMN "ODS_RATING"."comment"."review_status" IS 'Decision of the moderators: pending, approved or dismissed';
COMMENT ON COLUMN "ODS_RATING"."comment"."subject" IS 'Subject the author was taught';
COMMENT ON COLUMN "ODS_RATING"."comment"."text" IS 'Text of the comment';
COMMENT ON COLUMN "ODS_RATING"."comment"."update_ts" IS 'When the comment or its status last changed';
COMMENT ON COLUMN "ODS_RATING"."comment"."uuid" IS 'Key of the comment within the warehouse';
COMMENT ON TABLE "ODS_RATING"."lecturer" IS 'Lecturers of the rating service with their computed marks';
COMMENT ON COLUMN "ODS_RATING"."lecturer"."api_id" IS 'Identifier of the lecturer in the rating service';
COMMENT ON COLUMN "ODS_RATING"."lecturer"."avatar_link" IS 'Link to the lecturer''s portrait';
COMMENT ON COLUMN "ODS_RATING"."lecturer"."first_name" IS 'First name of the lecturer';
COMMENT ON COLUMN "ODS_RATING"."lecturer"."last_name" IS 'Surname of the lecturer';
COMMENT ON COLUMN "ODS_RATING"."lecturer"."mark_clarity_weighted" IS 'Weighted mark for clarity; 0 until the lecturer is rated';
COMMENT ON COLUMN "ODS_RATING"."lecturer"."mark_freebie_weighted" IS 'Weighted mark for easy passes; 0 until the lecturer is rated';
COMMENT ON COLUMN "ODS_RATING"."lecturer"."mark_kindness_weighted" IS 'Weighted mark for kindness; 0 until the lecturer is rated';
COMMENT ON COLUMN "ODS_RATING"."lecturer"."mark_weighted" IS 'Overall weighted mark; 0 until the lecturer is rated';
COMMENT ON COLUMN "ODS_RATING"."lecturer"."middle_name" IS 'Patronymic of the lecturer';
COMMENT ON COLUMN "ODS_RATING"."lecturer"."rank" IS 'Place among all lecturers by the overall mark; 0 until ranked';
COMMENT ON COLUMN "ODS_RATING"."lecturer"."subject" IS 'Subjects the lecturer teaches, as text';
COMMENT ON COLUMN "ODS_RATING"."lecturer"."timetable_id" IS 'Identifier of the same lecturer in the timetable service';
COMMENT ON COLUMN "ODS_RATING"."lecturer"."uuid" IS 'Key of the lecturer within the warehouse';
COMMENT ON TABLE "ODS_RATING"."lecturer_user_comment" IS 'Which user commented on which lecturer, and when';
COMMENT ON COLUMN "ODS_RATING"."lecturer_user_comment"."api_id" IS 'Identifier of the record in the rating service';
COMMENT ON COLUMN "ODS_RATING"."lecturer_user_comment"."create_ts" IS 'When the author''s comment was recorded';
COMMENT ON COLUMN "ODS_RATING"."lecturer_user_comment"."lecturer_id" IS 'Lecturer who was commented on, by the identifier of the rating service';
COMMENT ON COLUMN "ODS_RATING"."lecturer_user_comment"."update_ts" IS 'When the record was last changed in the rating service';
COMMENT ON COLUMN "ODS_RATING"."lecturer_user_comment"."user_id" IS 'Author of the comment, by the identifier of the authentication service';
COMMENT ON COLUMN "ODS_RATING"."lecturer_user_comment"."uuid" IS 'Key of the record within the warehouse';
COMMENT ON TABLE "ODS_RENTAL"."event" IS 'Journal of what happened during rentals';
COMMENT ON COLUMN "ODS_RENTAL"."event"."action_type" IS 'Kind of event, such as handing over or taking back';
COMMENT ON COLUMN "ODS_RENTAL"."event"."admin_id" IS 'Administrator who acted';
COMMENT ON COLUMN "ODS_RENTAL"."event"."api_id" IS 'Identifier of the event in the rental service';
COMMENT ON COLUMN "ODS_RENTAL"."event"."create_ts" IS 'When the event happened';
COMMENT ON COLUMN "ODS_RENTAL"."event"."details" IS 'Particulars of the event as the service wrote them';
COMMENT ON COLUMN "ODS_RENTAL"."event"."session_id" IS 'Rental in which the event happened, by the rental service''s identifier';
COMMENT ON COLUMN "ODS_RENTAL"."event"."user_id" IS 'Member concerned by the event';
COMMENT ON COLUMN "ODS_RENTAL"."event"."uuid" IS 'Key of the event within the warehouse';
COMMENT ON TABLE "ODS_RENTAL"."item" IS 'Single items that members can rent';
COMMENT ON COLUMN "ODS_RENTAL"."item"."api_id" IS 'Identifier of the item in the rental service';
COMMENT ON COLUMN "ODS_RENTAL"."item"."is_available" IS 'True if the item can be lent out now';
COMMENT ON COLUMN "ODS_RENTAL"."item"."type_id" IS 'Kind of thing this item is, by the rental service''s identifier';
COMMENT ON COLUMN "ODS_RENTAL"."item"."uuid" IS 'Key of the item within the warehouse';
COMMENT ON TABLE "ODS_RENTAL"."item_type" IS 'Catalogue of the kinds of things for rent';
COMMENT ON COLUMN "ODS_RENTAL"."item_type"."api_id" IS 'Identifier of the kind of thing in the rental service';
COMMENT ON COLUMN "ODS_RENTAL"."item_type"."description" IS 'What the catalogue says about the thing';
COMMENT ON COLUMN "ODS_RENTAL"."item_type"."image_url" IS 'Link to a picture of the thing';
COMMENT ON COLUMN "ODS_RENTAL"."item_type"."name" IS 'What the thing is called in the catalogue';
COMMENT ON COLUMN "ODS_RENTAL"."item_type"."uuid" IS 'Key of the kind of thing within the warehouse';
COMMENT ON TABLE "ODS_RENTAL"."rental_session" IS 'Rentals from reservation to return';
COMMENT ON COLUMN "ODS_RENTAL"."rental_session"."actual_return_ts" IS 'When the item really came back';
COMMENT ON COLUMN "ODS_RENTAL"."rental_session"."admin_close_id" IS 'Administrator who took the item back; empty until then';
COMMENT ON COLUMN "ODS_RENTAL"."rental_session"."admin_open_id" IS 'Administrator who handed the item over';
COMMENT ON COLUMN "ODS_RENTAL"."rental_session"."api_id" IS 'Identifier of the rental in the rental service';
COMMENT ON COLUMN "ODS_RENTAL"."rental_session"."end_ts" IS 'When the item is due back';
COMMENT ON COLUMN "ODS_RENTAL"."rental_session"."item_id" IS 'Item that is lent, by the rental service''s identifier';
COMMENT ON COLUMN "ODS_RENTAL"."rental_session"."reservation_ts" IS 'When the member reserved the item';
COMMENT ON COLUMN "ODS_RENTAL"."rental_session"."start_ts" IS 'When the member received the item';
COMMENT ON COLUMN "ODS_RENTAL"."rental_session"."status" IS 'Stage of the rental, such as reserved, active or returned';
COMMENT ON COLUMN "ODS_RENTAL"."rental_session"."user_id" IS 'Member who rents, by the identifier of the authentication service';
COMMENT ON COLUMN "ODS_RENTAL"."rental_session"."uuid" IS 'Key of the rental within the warehouse';
COMMENT ON TABLE "ODS_RENTAL"."strike" IS 'Strikes given to members for breaking the rental rules';
COMMENT ON COLUMN "ODS_RENTAL"."strike"."admin_id" IS 'Administrator who gave the strike';
COMMENT ON COLUMN "ODS_RENTAL"."strike"."api_id" IS 'Identifier of the strike in the rental service';
COMMENT ON COLUMN "ODS_RENTAL"."strike"."create_ts" IS 'When the strike was given';
COMMENT ON COLUMN "ODS_RENTAL"."strike"."reason" IS 'Why the strike was given, in the administrator''s words';
COMMENT ON COLUMN "ODS_RENTAL"."strike"."session_id" IS 'Rental that the strike was given for, by the rental service''s identifier';
COMMENT ON COLUMN "ODS_RENTAL"."strike"."user_id" IS 'Member who received the strike';
COMMENT ON COLUMN "ODS_RENTAL"."strike"."uuid" IS 'Key of the strike within the warehouse';
COMMENT ON TABLE "ODS_SOCIAL"."git_hub" IS 'Issue events received from GitHub by webhook';
COMMENT ON COLUMN "ODS_SOCIAL"."git_hub"."assignee_id" IS 'GitHub identifier of the person the issue is assigned to';
COMMENT ON COLUMN "ODS_SOCIAL"."git_hub"."assignee_login" IS 'GitHub username of the person the issue is assigned to';
COMMENT ON COLUMN "ODS_SOCIAL"."git_hub"."closed_at" IS 'When the issue was closed; empty while it is open';
COMMENT ON COLUMN "ODS_SOCIAL"."git_hub"."created_at" IS 'When the issue was opened';
COMMENT ON COLUMN "ODS_SOCIAL"."git_hub"."event_ts" IS 'When the webhook was received';
COMMENT ON COLUMN "ODS_SOCIAL"."git_hub"."issue_id" IS 'Identifier of the issue on GitHub';
COMMENT ON COLUMN "ODS_SOCIAL"."git_hub"."issue_title" IS 'Title of the issue';
COMMENT ON COLUMN "ODS_SOCIAL"."git_hub"."organizatin_login" IS 'GitHub name of the organisation; the column''s spelling is historical';
COMMENT ON COLUMN "ODS_SOCIAL"."git_hub"."organization_id" IS 'GitHub identifier of the organisation that owns the repository';
COMMENT ON COLUMN "ODS_SOCIAL"."git_hub"."repository_id" IS 'GitHub identifier of the repository that holds the issue';
COMMENT ON COLUMN "ODS_SOCIAL"."git_hub"."status" IS 'What happened to the issue, such as opened or closed';
COMMENT ON COLUMN "ODS_SOCIAL"."git_hub"."updated_at" IS 'When the issue was last changed';
COMMENT ON COLUMN "ODS_SOCIAL"."git_hub"."url" IS 'Link to the issue on GitHub';
COMMENT ON COLUMN "ODS_SOCIAL"."git_hub"."user_id" IS 'GitHub identifier of the issue''s author';
COMMENT ON COLUMN "ODS_SOCIAL"."git_hub"."user_login" IS 'GitHub username of the issue''s author';
COMMENT ON COLUMN "ODS_SOCIAL"."git_hub"."uuid" IS 'Key of the event within the warehouse';
COMMENT ON TABLE "ODS_SOCIAL"."viribus_chat" IS 'Messages of the Viribus chat in Telegram';
COMMENT ON COLUMN "ODS_SOCIAL"."viribus_chat"."message_text" IS 'Text of the message';
COMMENT ON COLUMN "ODS_SOCIAL"."viribus_chat"."message_ts" IS 'When the message was sent';
COMMENT ON COLUMN "ODS_SOCIAL"."viribus_chat"."sender_telegram_login" IS 'Telegram username of the sender';
COMMENT ON COLUMN "ODS_SOCIAL"."viribus_chat"."thread_name" IS 'Topic of the chat in which the message was posted';
COMMENT ON COLUMN "ODS_SOCIAL"."viribus_chat"."uuid" IS 'Key of the message within the warehouse';
COMMENT ON COLUMN "ODS_TIMETABLE"."ods_link_timetable_group"."event_id" IS 'Class in ods_timetable_act that the group attends';
COMMENT ON COLUMN "ODS_TIMETABLE"."ods_link_timetable_lesson"."event_id" IS 'Class in ods_timetable_act whose subject is named';
COMMENT ON COLUMN "ODS_TIMETABLE"."ods_link_timetable_room"."event_id" IS 'Class in ods_timetable_act that takes place in the room';
COMMENT ON COLUMN "ODS_TIMETABLE"."ods_link_timetable_teacher"."event_id" IS 'Class in ods_timetable_act that the lecturer gives';
COMMENT ON COLUMN "ODS_TIMETABLE"."ods_manual_timetable_constraints"."empty_group_flg" IS 'Set if the class rightly has no group';
COMMENT ON COLUMN "ODS_TIMETABLE"."ods_manual_timetable_constraints"."empty_lecturer_flg" IS 'Set if the class rightly has no lecturer';
COMMENT ON COLUMN "ODS_TIMETABLE"."ods_manual_timetable_constraints"."empty_room_flg" IS 'Set if the class rightly has no room';
COMMENT ON COLUMN "ODS_TIMETABLE"."ods_manual_timetable_constraints"."event_id" IS 'Class in ods_timetable_act that was checked by hand';
COMMENT ON TABLE "ODS_TIMETABLE"."ods_timetable_act" IS 'Current timetable of the physics faculty, as parsed from its pages';
COMMENT ON COLUMN "ODS_TIMETABLE"."ods_timetable_act"."end" IS 'Time of day at which the class ends, as text';
COMMENT ON COLUMN "ODS_TIMETABLE"."ods_timetable_act"."even" IS 'True if the class is held in even weeks';
COMMENT ON COLUMN "ODS_TIMETABLE"."ods_timetable_act"."group" IS 'Academic group as the page names it';
COMMENT ON COLUMN "ODS_TIMETABLE"."ods_timetable_act"."name" IS 'Text of the timetable cell: subject, lecturer and room, not yet told apart';
COMMENT ON COLUMN "ODS_TIMETABLE"."ods_timetable_act"."num" IS 'Number of the class within the day';
COMMENT ON COLUMN "ODS_TIMETABLE"."ods_timetable_act"."odd" IS 'True if the class is held in odd weeks';
COMMENT ON COLUMN "ODS_TIMETABLE"."ods_timetable_act"."start" IS 'Time of day at which the class begins, as text';
COMMENT ON COLUMN "ODS_TIMETABLE"."ods_timetable_act"."weekday" IS 'Day of the week as a number';
COMMENT ON COLUMN "ODS_USERDATA"."academic_group"."created" IS 'When the source first supplied the academic group';
COMMENT ON COLUMN "ODS_USERDATA"."academic_group"."group" IS 'Number of the user''s academic group';
COMMENT ON COLUMN "ODS_USERDATA"."academic_group"."is_deleted" IS 'True if the source has withdrawn the academic group';
COMMENT ON COLUMN "ODS_USERDATA"."academic_group"."modified" IS 'When the academic group was last changed by the source';
COMMENT ON COLUMN "ODS_USERDATA"."academic_group"."source" IS 'Name of the source that supplied the academic group';
COMMENT ON COLUMN "ODS_USERDATA"."academic_group"."user_id" IS 'User to whom the academic group belongs';
COMMENT ON COLUMN "ODS_USERDATA"."address"."address" IS 'Postal address at which the user lives';
COMMENT ON COLUMN "ODS_USERDATA"."address"."created" IS 'When the source first supplied the home address';
COMMENT ON COLUMN "ODS_USERDATA"."address"."is_deleted" IS 'True if the source has withdrawn the home address';
COMMENT ON COLUMN "ODS_USERDATA"."address"."modified" IS 'When the home address was last changed by the source';
COMMENT ON COLUMN "ODS_USERDATA"."address"."source" IS 'Name of the source that supplied the home address';
COMMENT ON COLUMN "ODS_USERDATA"."address"."user_id" IS 'User to whom the home address belongs';
COMMENT ON COLUMN "ODS_USERDATA"."birth_city"."city" IS 'City in which the user was born';
COMMENT ON COLUMN "ODS_USERDATA"."birth_city"."created" IS 'When the source first supplied the city of birth';
COMMENT ON COLUMN "ODS_USERDATA"."birth_city"."is_deleted" IS 'True if the source has withdrawn the city of birth';
COMMENT ON COLUMN "ODS_USERDATA"."birth_city"."modified" IS 'When the city of birth was last changed by the source';
COMMENT ON COLUMN "ODS_USERDATA"."birth_city"."source" IS 'Name of the source that supplied the city of birth';
COMMENT ON COLUMN "ODS_USERDATA"."birth_city"."user_id" IS 'User to whom the city of birth belongs';
COMMENT ON COLUMN "ODS_USERDATA"."birthday"."birthday" IS 'Date of birth; the time of day carries no meaning';
COMMENT ON COLUMN "ODS_USERDATA"."birthday"."created" IS 'When the source first supplied the date of birth';
COMMENT ON COLUMN "ODS_USERDATA"."birthday"."is_deleted" IS 'True if the source has withdrawn the date of birth';
COMMENT ON COLUMN "ODS_USERDATA"."birthday"."modified" IS 'When the date of birth was last changed by the source';
COMMENT ON COLUMN "ODS_USERDATA"."birthday"."source" IS 'Name of the source that supplied the date of birth';
COMMENT ON COLUMN "ODS_USERDATA"."birthday"."user_id" IS 'User to whom the date of birth belongs';
COMMENT ON COLUMN "ODS_USERDATA"."card"."card_date" IS 'Date of the card''s present state, as text';
COMMENT ON COLUMN "ODS_USERDATA"."card"."card_id" IS 'Identifier of the card in the union''s register';
COMMENT ON COLUMN "ODS_USERDATA"."card"."card_number" IS 'Number printed on the card';
COMMENT ON COLUMN "ODS_USERDATA"."card"."card_status" IS 'State of the card, such as ordered or issued';
COMMENT ON COLUMN "ODS_USERDATA"."card"."card_user" IS 'Who handled the card in the register';
COMMENT ON COLUMN "ODS_USERDATA"."card"."created" IS 'When the source first supplied the union card';
COMMENT ON COLUMN "ODS_USERDATA"."card"."is_deleted" IS 'True if the source has withdrawn the union card';
COMMENT ON COLUMN "ODS_USERDATA"."card"."modified" IS 'When the union card was last changed by the source';
COMMENT ON COLUMN "ODS_USERDATA"."card"."source" IS 'Name of the source that supplied the union card';
COMMENT ON COLUMN "ODS_USERDATA"."card"."user_id" IS 'User to whom the union card belongs';
COMMENT ON COLUMN "ODS_USERDATA"."city"."city" IS 'City in which the user lives';
COMMENT ON COLUMN "ODS_USERDATA"."city"."created" IS 'When the source first supplied the city of residence';
COMMENT ON COLUMN "ODS_USERDATA"."city"."is_deleted" IS 'True if the source has withdrawn the city of residence';
COMMENT ON COLUMN "ODS_USERDATA"."city"."modified" IS 'When the city of residence was last changed by the source';
COMMENT ON COLUMN "ODS_USERDATA"."city"."source" IS 'Name of the source that supplied the city of residence';
COMMENT ON COLUMN "ODS_USERDATA"."city"."user_id" IS 'User to whom the city of residence belongs';
COMMENT ON COLUMN "ODS_USERDATA"."department"."created" IS 'When the source first supplied the department';
COMMENT ON COLUMN "ODS_USERDATA"."department"."department" IS 'Department of the faculty to which the user belongs';
COMMENT ON COLUMN "ODS_USERDATA"."department"."is_deleted" IS 'True if the source has withdrawn the department';
COMMENT ON COLUMN "ODS_USERDATA"."department"."modified" IS 'When the department was last changed by the source';
COMMENT ON COLUMN "ODS_USERDATA"."department"."source" IS 'Name of the source that supplied the department';
COMMENT ON COLUMN "ODS_USERDATA"."department"."user_id" IS 'User to whom the department belongs';
COMMENT ON COLUMN "ODS_USERDATA"."education_form"."created" IS 'When the source first supplied the form of study';
COMMENT ON COLUMN "ODS_USERDATA"."education_form"."form" IS 'Form of study: full-time, part-time or evening';
COMMENT ON COLUMN "ODS_USERDATA"."education_form"."is_deleted" IS 'True if the source has withdrawn the form of study';
COMMENT ON COLUMN "ODS_USERDATA"."education_form"."modified" IS 'When the form of study was last changed by the source';
COMMENT ON COLUMN "ODS_USERDATA"."education_form"."source" IS 'Name of the source that supplied the form of study';
COMMENT ON COLUMN "ODS_USERDATA"."education_form"."user_id" IS 'User to whom the form of study belongs';
COMMENT ON COLUMN "ODS_USERDATA"."education_level"."created" IS 'When the source first supplied the level of education';
COMMENT ON COLUMN "ODS_USERDATA"."education_level"."is_deleted" IS 'True if the source has withdrawn the level of education';
COMMENT ON COLUMN "ODS_USERDATA"."education_level"."level" IS 'Degree being studied for, such as bachelor or master';
COMMENT ON COLUMN "ODS_USERDATA"."education_level"."modified" IS 'When the level of education was last changed by the source';
COMMENT ON COLUMN "ODS_USERDATA"."education_level"."source" IS 'Name of the source that supplied the level of education';
COMMENT ON COLUMN "ODS_USERDATA"."education_level"."user_id" IS 'User to whom the level of education belongs';
COMMENT ON COLUMN "ODS_USERDATA"."email"."created" IS 'When the source first supplied the e-mail address';
COMMENT ON COLUMN "ODS_USERDATA"."email"."email" IS 'E-mail address by which the user can be reached';
COMMENT ON COLUMN "ODS_USERDATA"."email"."is_deleted" IS 'True if the source has withdrawn the e-mail address';
COMMENT ON COLUMN "ODS_USERDATA"."email"."modified" IS 'When the e-mail address was last changed by the source';
COMMENT ON COLUMN "ODS_USERDATA"."email"."source" IS 'Name of the source that supplied the e-mail address';
COMMENT ON COLUMN "ODS_USERDATA"."email"."user_id" IS 'User to whom the e-mail address belongs';
COMMENT ON COLUMN "ODS_USERDATA"."faculty"."created" IS 'When the source first supplied the faculty';
COMMENT ON COLUMN "ODS_USERDATA"."faculty"."faculty" IS 'Faculty to which the user belongs';
COMMENT ON COLUMN "ODS_USERDATA"."faculty"."is_deleted" IS 'True if the source has withdrawn the faculty';
COMMENT ON COLUMN "ODS_USERDATA"."faculty"."modified" IS 'When the faculty was last changed by the source';
COMMENT ON COLUMN "ODS_USERDATA"."faculty"."source" IS 'Name of the source that supplied the faculty';
COMMENT ON COLUMN "ODS_USERDATA"."faculty"."user_id" IS 'User to whom the faculty belongs';
COMMENT ON COLUMN "ODS_USERDATA"."full_name"."created" IS 'When the source first supplied the full name';
COMMENT ON COLUMN "ODS_USERDATA"."full_name"."is_deleted" IS 'True if the source has withdrawn the full name';
COMMENT ON COLUMN "ODS_USERDATA"."full_name"."modified" IS 'When the full name was last changed by the source';
COMMENT ON COLUMN "ODS_USERDATA"."full_name"."name" IS 'Surname, first name and patronymic in one line';
COMMENT ON COLUMN "ODS_USERDATA"."full_name"."source" IS 'Name of the source that supplied the full name';
COMMENT ON COLUMN "ODS_USERDATA"."full_name"."user_id" IS 'User to whom the full name belongs';
COMMENT ON COLUMN "ODS_USERDATA"."git_hub_username"."created" IS 'When the source first supplied the GitHub username';
COMMENT ON COLUMN "ODS_USERDATA"."git_hub_username"."is_deleted" IS 'True if the source has withdrawn the GitHub username';
COMMENT ON COLUMN "ODS_USERDATA"."git_hub_username"."modified" IS 'When the GitHub username was last changed by the source';
COMMENT ON COLUMN "ODS_USERDATA"."git_hub_username"."source" IS 'Name of the source that supplied the GitHub username';
COMMENT ON COLUMN "ODS_USERDATA"."git_hub_username"."user_id" IS 'User to whom the GitHub username belongs';
COMMENT ON COLUMN "ODS_USERDATA"."git_hub_username"."username" IS 'Username on GitHub';
COMMENT ON COLUMN "ODS_USERDATA"."home_phone_number"."created" IS 'When the source first supplied the landline number';
COMMENT ON COLUMN "ODS_USERDATA"."home_phone_number"."is_deleted" IS 'True if the source has withdrawn the landline number';
COMMENT ON COLUMN "ODS_USERDATA"."home_phone_number"."modified" IS 'When the landline number was last changed by the source';
COMMENT ON COLUMN "ODS_USERDATA"."home_phone_number"."phone_number" IS 'Landline number at the user''s home';
COMMENT ON COLUMN "ODS_USERDATA"."home_phone_number"."source" IS 'Name of the source that supplied the landline number';
COMMENT ON COLUMN "ODS_USERDATA"."home_phone_number"."user_id" IS 'User to whom the landline number belongs';
COMMENT ON COLUMN "ODS_USERDATA"."phone_number"."created" IS 'When the source first supplied the mobile number';
COMMENT ON COLUMN "ODS_USERDATA"."phone_number"."is_deleted" IS 'True if the source has withdrawn the mobile number';
COMMENT ON COLUMN "ODS_USERDATA"."phone_number"."modified" IS 'When the mobile number was last changed by the source';
COMMENT ON COLUMN "ODS_USERDATA"."phone_number"."phone_number" IS 'Mobile phone number of the user';
COMMENT ON COLUMN "ODS_USERDATA"."phone_number"."source" IS 'Name of the source that supplied the mobile number';
COMMENT ON COLUMN "ODS_USERDATA"."phone_number"."user_id" IS 'User to whom the mobile number belongs';
COMMENT ON COLUMN "ODS_USERDATA"."photo"."created" IS 'When the source first supplied the photo';
COMMENT ON COLUMN "ODS_USERDATA"."photo"."is_deleted" IS 'True if the source has withdrawn the photo';
COMMENT ON COLUMN "ODS_USERDATA"."photo"."modified" IS 'When the photo was last changed by the source';
COMMENT ON COLUMN "ODS_USERDATA"."photo"."source" IS 'Name of the source that supplied the photo';
COMMENT ON COLUMN "ODS_USERDATA"."photo"."url" IS 'Link to a photo of the user';
COMMENT ON COLUMN "ODS_USERDATA"."photo"."user_id" IS 'User to whom the photo belongs';
COMMENT ON COLUMN "ODS_USERDATA"."position"."created" IS 'When the source first supplied the position';
COMMENT ON COLUMN "ODS_USERDATA"."position"."is_deleted" IS 'True if the source has withdrawn the position';
COMMENT ON COLUMN "ODS_USERDATA"."position"."modified" IS 'When the position was last changed by the source';
COMMENT ON COLUMN "ODS_USERDATA"."position"."position" IS 'Position the user holds at the university';
COMMENT ON COLUMN "ODS_USERDATA"."position"."source" IS 'Name of the source that supplied the position';
COMMENT ON COLUMN "ODS_USERDATA"."position"."user_id" IS 'User to whom the position belongs';
COMMENT ON COLUMN "ODS_USERDATA"."rzd"."created" IS 'When the source first supplied the railway discount record';
COMMENT ON COLUMN "ODS_USERDATA"."rzd"."is_deleted" IS 'True if the source has withdrawn the railway discount record';
COMMENT ON COLUMN "ODS_USERDATA"."rzd"."modified" IS 'When the railway discount record was last changed by the source';
COMMENT ON COLUMN "ODS_USERDATA"."rzd"."rzd_datetime" IS 'When the discount record last changed, as text';
COMMENT ON COLUMN "ODS_USERDATA"."rzd"."rzd_number" IS 'Number of the user in the railway discount system';
COMMENT ON COLUMN "ODS_USERDATA"."rzd"."rzd_status" IS 'State of the user''s application for the railway student discount';
COMMENT ON COLUMN "ODS_USERDATA"."rzd"."source" IS 'Name of the source that supplied the railway discount record';
COMMENT ON COLUMN "ODS_USERDATA"."rzd"."user_id" IS 'User to whom the railway discount record belongs';
COMMENT ON COLUMN "ODS_USERDATA"."sex"."created" IS 'When the source first supplied the sex';
COMMENT ON COLUMN "ODS_USERDATA"."sex"."gender" IS 'Sex as the source states it';
COMMENT ON COLUMN "ODS_USERDATA"."sex"."is_deleted" IS 'True if the source has withdrawn the sex';
COMMENT ON COLUMN "ODS_USERDATA"."sex"."modified" IS 'When the sex was last changed by the source';
COMMENT ON COLUMN "ODS_USERDATA"."sex"."source" IS 'Name of the source that supplied the sex';
COMMENT ON COLUMN "ODS_USERDATA"."sex"."user_id" IS 'User to whom the sex belongs';
COMMENT ON COLUMN "ODS_USERDATA"."status"."created" IS 'When the source first supplied the union status';
COMMENT ON COLUMN "ODS_USERDATA"."status"."is_deleted" IS 'True if the source has withdrawn the union status';
COMMENT ON COLUMN "ODS_USERDATA"."status"."modified" IS 'When the union status was last changed by the source';
COMMENT ON COLUMN "ODS_USERDATA"."status"."source" IS 'Name of the source that supplied the union status';
COMMENT ON COLUMN "ODS_USERDATA"."status"."status" IS 'Standing of the user in the union, such as member or expelled';
COMMENT ON COLUMN "ODS_USERDATA"."status"."status_gain_date" IS 'Date on which that standing began, as text';
COMMENT ON COLUMN "ODS_USERDATA"."status"."user_id" IS 'User to whom the union status belongs';
COMMENT ON COLUMN "ODS_USERDATA"."student_id"."created" IS 'When the source first supplied the student card number';
COMMENT ON COLUMN "ODS_USERDATA"."student_id"."is_deleted" IS 'True if the source has withdrawn the student card number';
COMMENT ON COLUMN "ODS_USERDATA"."student_id"."modified" IS 'When the student card number was last changed by the source';
COMMENT ON COLUMN "ODS_USERDATA"."student_id"."source" IS 'Name of the source that supplied the student card number';
COMMENT ON COLUMN "ODS_USERDATA"."student_id"."student_id" IS 'Number of the user''s student card';
COMMENT ON COLUMN "ODS_USERDATA"."student_id"."user_id" IS 'User to whom the student card number belongs';
COMMENT ON COLUMN "ODS_USERDATA"."telegram_username"."created" IS 'When the source first supplied the Telegram username';
COMMENT ON COLUMN "ODS_USERDATA"."telegram_username"."is_deleted" IS 'True if the source has withdrawn the Telegram username';
COMMENT ON COLUMN "ODS_USERDATA"."telegram_username"."modified" IS 'When the Telegram username was last changed by the source';
COMMENT ON COLUMN "ODS_USERDATA"."telegram_username"."source" IS 'Name of the source that supplied the Telegram username';
COMMENT ON COLUMN "ODS_USERDATA"."telegram_username"."user_id" IS 'User to whom the Telegram username belongs';
COMMENT ON COLUMN "ODS_USERDATA"."telegram_username"."username" IS 'Username in Telegram, without the link around it';
COMMENT ON COLUMN "ODS_USERDATA"."university"."created" IS 'When the source first supplied the university';
COMMENT ON COLUMN "ODS_USERDATA"."university"."is_deleted" IS 'True if the source has withdrawn the university';
COMMENT ON COLUMN "ODS_USERDATA"."university"."modified" IS 'When the university was last changed by the source';
COMMENT ON COLUMN "ODS_USERDATA"."university"."source" IS 'Name of the source that supplied the university';
COMMENT ON COLUMN "ODS_USERDATA"."university"."university" IS 'University at which the user studies or works';
COMMENT ON COLUMN "ODS_USERDATA"."university"."user_id" IS 'User to whom the university belongs';
COMMENT ON COLUMN "ODS_USERDATA"."vk_username"."created" IS 'When the source first supplied the VK username';
COMMENT ON COLUMN "ODS_USERDATA"."vk_username"."is_deleted" IS 'True if the source has withdrawn the VK username';
COMMENT ON COLUMN "ODS_USERDATA"."vk_username"."modified" IS 'When the VK username was last changed by the source';
COMMENT ON COLUMN "ODS_USERDATA"."vk_username"."source" IS 'Name of the source that supplied the VK username';
COMMENT ON COLUMN "ODS_USERDATA"."vk_username"."user_id" IS 'User to whom the VK username belongs';
COMMENT ON COLUMN "ODS_USERDATA"."vk_username"."username" IS 'Username in the VK social network';
COMMENT ON COLUMN "ODS_USERDATA"."workplace"."created" IS 'When the source first supplied the employer';
COMMENT ON COLUMN "ODS_USERDATA"."workplace"."is_deleted" IS 'True if the source has withdrawn the employer';
COMMENT ON COLUMN "ODS_USERDATA"."workplace"."modified" IS 'When the employer was last changed by the source';
COMMENT ON COLUMN "ODS_USERDATA"."workplace"."source" IS 'Name of the source that supplied the employer';
COMMENT ON COLUMN "ODS_USERDATA"."workplace"."user_id" IS 'User to whom the employer belongs';
COMMENT ON COLUMN "ODS_USERDATA"."workplace"."workplace" IS 'Organisation the user works for';
COMMENT ON COLUMN "ODS_USERDATA"."workplace_address"."address" IS 'Address of the user''s place of work';
COMMENT ON COLUMN "ODS_USERDATA"."workplace_address"."created" IS 'When the source first supplied the work address';
COMMENT ON COLUMN "ODS_USERDATA"."workplace_address"."is_deleted" IS 'True if the source has withdrawn the work address';
COMMENT ON COLUMN "ODS_USERDATA"."workplace_address"."modified" IS 'When the work address was last changed by the source';
COMMENT ON COLUMN "ODS_USERDATA"."workplace_address"."source" IS 'Name of the source that supplied the work address';
COMMENT ON COLUMN "ODS_USERDATA"."workplace_address"."user_id" IS 'User to whom the work address belongs';
COMMENT ON TABLE "STG_DUBINUSHKA_MANUAL"."comment" IS 'Comments on lecturers, dumped by hand from the old Dubinushka site';
COMMENT ON TABLE "STG_DUBINUSHKA_MANUAL"."lecturer" IS 'Lecturers with their average marks, dumped by hand from the old Dubinushka site';
COMMENT ON COLUMN "STG_UNION_MEMBER"."union_member"."academic_level" IS 'Degree being studied for, as the register codes it';
COMMENT ON COLUMN "STG_UNION_MEMBER"."union_member"."academic_level_translated" IS 'Degree being studied for, in words for the reader';
COMMENT ON COLUMN "STG_UNION_MEMBER"."union_member"."card_date" IS 'Date of the card''s present state, as text';
COMMENT ON COLUMN "STG_UNION_MEMBER"."union_member"."card_id" IS 'Identifier of the union card in the register';
COMMENT ON COLUMN "STG_UNION_MEMBER"."union_member"."card_number" IS 'Number printed on the union card';
COMMENT ON COLUMN "STG_UNION_MEMBER"."union_member"."card_status" IS 'State of the union card, such as ordered or issued';
COMMENT ON COLUMN "STG_UNION_MEMBER"."union_member"."card_user" IS 'Who handled the card in the register';
COMMENT ON COLUMN "STG_UNION_MEMBER"."union_member"."date_of_birth" IS 'Date of birth, as text';
COMMENT ON COLUMN "STG_UNION_MEMBER"."union_member"."email" IS 'E-mail address the member left with the union';
COMMENT ON COLUMN "STG_UNION_MEMBER"."union_member"."entry_date" IS 'Date of joining the union, as text';
COMMENT ON COLUMN "STG_UNION_MEMBER"."union_member"."faculty" IS 'Faculty where the member studies, as the register codes it';
COMMENT ON COLUMN "STG_UNION_MEMBER"."union_member"."faculty_translated" IS 'Faculty where the member studies, in words for the reader';
COMMENT ON COLUMN "STG_UNION_MEMBER"."union_member"."first_name" IS 'First name as written in the register';
COMMENT ON COLUMN "STG_UNION_MEMBER"."union_member"."first_name_translated" IS 'First name in Latin letters';
COMMENT ON COLUMN "STG_UNION_MEMBER"."union_member"."grade_level" IS 'Year of study, counted from 1';
COMMENT ON COLUMN "STG_UNION_MEMBER"."union_member"."has_student_id" IS 'True if the member has shown a student card';
COMMENT ON COLUMN "STG_UNION_MEMBER"."union_member"."id" IS 'Identifier of the member in the union''s register';
COMMENT ON COLUMN "STG_UNION_MEMBER"."union_member"."image" IS 'Link to the member''s portrait for the card';
COMMENT ON COLUMN "STG_UNION_MEMBER"."union_member"."last_name" IS 'Surname as written in the register';
COMMENT ON COLUMN "STG_UNION_MEMBER"."union_member"."last_name_translated" IS 'Surname in Latin letters';
COMMENT ON COLUMN "STG_UNION_MEMBER"."union_member"."middle_name" IS 'Patronymic as written in the register';
COMMENT ON COLUMN "STG_UNION_MEMBER"."union_member"."middle_name_translated" IS 'Patronymic in Latin letters';
COMMENT ON COLUMN "STG_UNION_MEMBER"."union_member"."phone_number" IS 'Phone number the member left with the union';
COMMENT ON COLUMN "STG_UNION_MEMBER"."union_member"."rzd_datetime" IS 'When the railway discount record last changed, as text';
COMMENT ON COLUMN "STG_UNION_MEMBER"."union_member"."rzd_number" IS 'Number of the member in the railway discount system';
COMMENT ON COLUMN "STG_UNION_MEMBER"."union_member"."rzd_status" IS 'State of the member''s application for the railway student discount';
COMMENT ON COLUMN "STG_UNION_MEMBER"."union_member"."status" IS 'Standing of the person in the union, such as member or expelled';
COMMENT ON COLUMN "STG_UNION_MEMBER"."union_member"."status_gain_date" IS 'Date on which the present standing began, as text';
COMMENT ON COLUMN "STG_UNION_MEMBER"."union_member"."student_id" IS 'Number of the student card';
COMMENT ON COLUMN "STG_UNION_MEMBER"."union_member"."type_of_learning" IS 'Form of study: full-time, part-time or evening';
COMMENT ON COLUMN "STG_USERDATA"."category"."create_ts" IS 'When the category was created in the service';
COMMENT ON COLUMN "STG_USERDATA"."category"."id" IS 'Identifier of the category in the user data service';
COMMENT ON COLUMN "STG_USERDATA"."category"."is_deleted" IS 'True if the service treats the category as removed';
COMMENT ON COLUMN "STG_USERDATA"."category"."modify_ts" IS 'When the category was last changed in the service';
COMMENT ON COLUMN "STG_USERDATA"."category"."name" IS 'Title of the category, such as contacts or study';
COMMENT ON COLUMN "STG_USERDATA"."category"."read_scope" IS 'Authentication scope needed to read parameters of the category';
COMMENT ON COLUMN "STG_USERDATA"."category"."update_scope" IS 'Authentication scope needed to change parameters of the category';
COMMENT ON COLUMN "STG_USERDATA"."encrypted_info"."create_ts" IS 'When the original value was recorded in the service';
COMMENT ON COLUMN "STG_USERDATA"."encrypted_info"."id" IS 'Identifier of the encrypted value';
COMMENT ON COLUMN "STG_USERDATA"."encrypted_info"."is_deleted" IS 'True if the original value was withdrawn or superseded';
COMMENT ON COLUMN "STG_USERDATA"."encrypted_info"."modify_ts" IS 'When the original value was last changed in the service';
COMMENT ON COLUMN "STG_USERDATA"."encrypted_info"."owner_id" IS 'User whom the encrypted value describes';
COMMENT ON COLUMN "STG_USERDATA"."encrypted_info"."param_id" IS 'Parameter of which this is an encrypted value';
COMMENT ON COLUMN "STG_USERDATA"."encrypted_info"."source_id" IS 'Source that supplied the encrypted value';
COMMENT ON COLUMN "STG_USERDATA"."encrypted_info"."value" IS 'Ciphertext of the value; the keys are kept in info_keys';
COMMENT ON COLUMN "STG_USERDATA"."info"."create_ts" IS 'When the value was recorded in the service';
COMMENT ON COLUMN "STG_USERDATA"."info"."id" IS 'Identifier of the value in the user data service';
COMMENT ON COLUMN "STG_USERDATA"."info"."is_deleted" IS 'True if the value was withdrawn or superseded';
COMMENT ON COLUMN "STG_USERDATA"."info"."modify_ts" IS 'When the value was last changed in the service';
COMMENT ON COLUMN "STG_USERDATA"."info"."owner_id" IS 'User whom the value describes';
COMMENT ON COLUMN "STG_USERDATA"."info"."param_id" IS 'Parameter of which this is a value';
COMMENT ON COLUMN "STG_USERDATA"."info"."source_id" IS 'Source that supplied the value';
COMMENT ON COLUMN "STG_USERDATA"."info"."value" IS 'The value itself, in plain text';
COMMENT ON COLUMN "STG_USERDATA"."info_keys"."id" IS 'Identifier of the key';
COMMENT ON COLUMN "STG_USERDATA"."info_keys"."key" IS 'Secret key that opens the values of encrypted_info';
COMMENT ON COLUMN "STG_USERDATA"."param"."category_id" IS 'Category the parameter is filed under';
COMMENT ON COLUMN "STG_USERDATA"."param"."changeable" IS 'True if a value may be replaced once given';
COMMENT ON COLUMN "STG_USERDATA"."param"."create_ts" IS 'When the parameter was created in the service';
COMMENT ON COLUMN "STG_USERDATA"."param"."id" IS 'Identifier of the parameter in the user data service';
COMMENT ON COLUMN "STG_USERDATA"."param"."is_deleted" IS 'True if the service treats the parameter as removed';
COMMENT ON COLUMN "STG_USERDATA"."param"."is_public" IS 'True if other users may see the parameter''s values';
COMMENT ON COLUMN "STG_USERDATA"."param"."is_required" IS 'True if every user has to fill in the parameter';
COMMENT ON COLUMN "STG_USERDATA"."param"."modify_ts" IS 'When the parameter was last changed in the service';
COMMENT ON COLUMN "STG_USERDATA"."param"."name" IS 'Title of the parameter, such as city or academic group';
COMMENT ON COLUMN "STG_USERDATA"."param"."type" IS 'Which values are shown: all, the last one or the most trusted one';
COMMENT ON COLUMN "STG_USERDATA"."param"."validation" IS 'Regular expression that values have to match';
COMMENT ON COLUMN "STG_USERDATA"."param"."visible_in_user_response" IS 'True if the service shows the parameter when asked about a user';
COMMENT ON COLUMN "STG_USERDATA"."source"."create_ts" IS 'When the source was registered in the service';
COMMENT ON COLUMN "STG_USERDATA"."source"."id" IS 'Identifier of the source in the user data service';
COMMENT ON COLUMN "STG_USERDATA"."source"."is_deleted" IS 'True if the service treats the source as removed';
COMMENT ON COLUMN "STG_USERDATA"."source"."modify_ts" IS 'When the source was last changed in the service';
COMMENT ON COLUMN "STG_USERDATA"."source"."name" IS 'Short name of the source, such as user, admin or an import';
COMMENT ON COLUMN "STG_USERDATA"."source"."trust_level" IS 'How far the source is believed; of two sources the higher level wins';
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
