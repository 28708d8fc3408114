-- Roles
CREATE ROLE "inspector";
CREATE ROLE "steward";
CREATE ROLE "viewer";
--> statement-breakpoint
-- Grants: DM_RENTAL
GRANT USAGE ON SCHEMA "DM_RENTAL" TO "inspector", "steward", "viewer";
GRANT SELECT ON TABLE "DM_RENTAL"."dm_strike", "DM_RENTAL"."rental_events" TO "inspector", "viewer";
GRANT ALL ON TABLE "DM_RENTAL"."dm_strike", "DM_RENTAL"."rental_events" TO "steward";
GRANT USAGE ON SEQUENCE "DM_RENTAL"."rental_events_id_seq" TO "steward";
--> statement-breakpoint
-- Grants: DM_USER
GRANT USAGE ON SCHEMA "DM_USER" TO "inspector", "steward", "viewer";
GRANT SELECT ON TABLE
  "DM_USER"."union_member_card",
  "DM_USER"."union_member_join"
TO
  "inspector",
  "viewer";
GRANT ALL ON TABLE "DM_USER"."union_member_card" TO "steward";
GRANT SELECT ON TABLE "DM_USER"."union_member_join" TO "steward";
--> statement-breakpoint
-- Grants: DWH_RATING
GRANT USAGE ON SCHEMA "DWH_RATING" TO "inspector", "steward", "viewer";
GRANT SELECT ON TABLE "DWH_RATING"."rating" TO "inspector", "viewer";
GRANT ALL ON TABLE "DWH_RATING"."rating" TO "steward";
--> statement-breakpoint
-- Grants: DWH_USER_INFO
GRANT USAGE ON SCHEMA "DWH_USER_INFO" TO "inspector", "steward", "viewer";
GRANT SELECT ON TABLE "DWH_USER_INFO"."info" TO "inspector", "viewer";
GRANT ALL ON TABLE "DWH_USER_INFO"."info" TO "steward";
--> statement-breakpoint
-- Grants: ODS_RENTAL
GRANT USAGE ON SCHEMA "ODS_RENTAL" TO "inspector", "steward", "viewer";
GRANT SELECT ON TABLE "ODS_RENTAL"."rental_session", "ODS_RENTAL"."strike" TO "inspector", "viewer";
GRANT ALL ON TABLE "ODS_RENTAL"."rental_session", "ODS_RENTAL"."strike" TO "steward";
GRANT USAGE ON SEQUENCE
  "ODS_RENTAL"."rental_session_id_seq",
  "ODS_RENTAL"."strike_id_seq"
TO "steward";
--> statement-breakpoint
-- Grants: STG_AUTH
GRANT USAGE ON SCHEMA "STG_AUTH" TO "inspector", "steward", "viewer";
GRANT SELECT ON TABLE "STG_AUTH"."user" TO "inspector", "viewer";
GRANT ALL ON TABLE "STG_AUTH"."user" TO "steward";
GRANT USAGE ON SEQUENCE "STG_AUTH"."user_id_seq" TO "steward";
--> statement-breakpoint
-- Grants: STG_RENTAL
GRANT USAGE ON SCHEMA "STG_RENTAL" TO "inspector", "steward", "viewer";
GRANT SELECT ON TABLE "STG_RENTAL"."item", "STG_RENTAL"."strike" TO "inspector", "viewer";
GRANT ALL ON TABLE "STG_RENTAL"."item", "STG_RENTAL"."strike" TO "steward";
GRANT USAGE ON SEQUENCE "STG_RENTAL"."item_id_seq" TO "steward";
--> statement-breakpoint
-- Grants: STG_USERDATA
GRANT USAGE ON SCHEMA "STG_USERDATA" TO "inspector", "steward", "viewer";
GRANT SELECT ON TABLE "STG_USERDATA"."info_keys", "STG_USERDATA"."param" TO "inspector", "viewer";
GRANT ALL ON TABLE "STG_USERDATA"."info_keys", "STG_USERDATA"."param" TO "steward";
--> statement-breakpoint
-- Grants: "geo.v2"
GRANT USAGE ON SCHEMA "geo.v2" TO "inspector", "steward", "viewer";
GRANT SELECT ON TABLE "geo.v2"."c{d}" TO "inspector", "viewer";
GRANT ALL ON TABLE "geo.v2"."c{d}" TO "steward";
--> statement-breakpoint
-- Grants: public
GRANT USAGE ON SCHEMA "public" TO "inspector", "steward", "viewer";
GRANT SELECT ON TABLE "public"."plain" TO "inspector", "viewer";
GRANT ALL ON TABLE "public"."plain" TO "steward";
